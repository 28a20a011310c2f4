/** `EventSource`: the request that it makes. What it accepts as a stream of events is not modelled. */
import { APIException } from './api-exception.ts';
import { createAPotentialCORSRequest } from './potential-cors-request.ts';
import type { Client, Request } from './request.ts';
import { apiBaseURL, parseURL } from './request-constructor.ts';

export interface EventSourceOptions {
  readonly withCredentials?: boolean;
  /** The id of the last event, if this is a reconnection. */
  readonly lastEventId?: string;
}

const link = 'https://html.spec.whatwg.org/#dom-eventsource';

/**
 * The request of an `EventSource` on the page of `client`.
 *
 * @throws APIException where the constructor throws
 * @see https://html.spec.whatwg.org/#dom-eventsource
 */
export function requestByEventSource(
  client: Client,
  url: string,
  options: EventSourceOptions,
): Request {
  // Parse the URL, relative to the page, and throw if it is invalid.
  const urlRecord = parseURL(url, apiBaseURL(client));
  if (urlRecord === 'failure') {
    throw new APIException('SyntaxError', link, `${JSON.stringify(url)} is not a valid URL`);
  }
  // The request is like that of an element with the attribute crossorigin.
  const request = createAPotentialCORSRequest(
    urlRecord,
    options.withCredentials ? 'Use Credentials' : 'Anonymous',
  );
  request.client = client;
  // User agents may set Accept, and all do.
  request.headerList.push(['Accept', 'text/event-stream']);
  // Not modelled: the HTTP cache.
  // A reconnection names the last event. Although this header is not safelisted, it needs no preflight.
  // @see https://html.spec.whatwg.org/#reestablish-the-connection
  const { lastEventId = '' } = options;
  if (lastEventId !== '') request.headerList.push(['Last-Event-ID', isomorphic(lastEventId)]);
  return request;
}

/** The bytes of a string in UTF-8, one char per byte. */
function isomorphic(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
