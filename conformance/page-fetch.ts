/** A fetch of an exchange case, made by the reference browser as the page of the case would make it. */
import type { Outcome } from '../reference/outcome.ts';
import type { UserAgent } from '../reference/user-agent.ts';
import type { Initiator, Origins, PageFetch } from './exchanges.ts';

/**
 * Makes a fetch whose origins are filled in.
 *
 * @param origins those of the case
 */
export function fetchFromPage(
  userAgent: UserAgent,
  fetch: PageFetch,
  origins: Origins,
): Promise<Outcome> {
  const { url, method, body, mode, credentials, redirect, uploadListener, duplex } = fetch;
  const { referrerPolicy, keepalive } = fetch;
  const origin = fetch.page === 'null' ? 'null' : origins.A;
  if (fetch.initiator !== null) return loadByInitiator(userAgent, fetch, origin);
  const headers = fetch.headers.map(([name, value]): [string, string] => [name, value]);
  if (fetch.api === 'xhr') {
    const withCredentials = credentials === 'include';
    const init = { origin, method, headers, body, withCredentials, uploadListener };
    return userAgent.xmlHttpRequest(url, init);
  }
  return userAgent.fetch(url, {
    origin,
    topLevelOrigin: origins[fetch.topLevel],
    method,
    headers,
    body: fetch.stream ? streamOf(body ?? '') : body,
    mode,
    credentials,
    redirect,
    referrerPolicy,
    keepalive,
    ...(duplex === null ? {} : { duplex }),
  });
}

/** Whether the page may read what an initiator loaded. HTML calls such a response CORS-same-origin.
 *  @see https://html.spec.whatwg.org/#cors-same-origin */
export function isReadable({ type }: Outcome): boolean {
  return type === 'basic' || type === 'cors';
}

/** Initiators that use CORS with or without the attribute. Their requests are those of elements that have
 *  it, as they have the same mode and the same credentials mode. */
const alwaysCORS: readonly (Initiator | null)[] = [
  // https://html.spec.whatwg.org/#fetch-a-single-module-script
  'module-script',
  'import',
  // https://drafts.csswg.org/css-fonts-4/#font-fetching-requirements
  'font',
  // https://drafts.csswg.org/css-shapes-1/#shape-outside-property
  'shape-outside',
  // https://drafts.csswg.org/css-masking-1/#priv-sec
  'mask-image',
];

function loadByInitiator(
  userAgent: UserAgent,
  { url, initiator, crossorigin }: PageFetch,
  origin: string,
): Promise<Outcome> {
  if (initiator === 'event-source') {
    const withCredentials = crossorigin === 'use-credentials';
    return userAgent.eventSource(url, { origin, withCredentials });
  }
  return userAgent.element(url, {
    origin,
    crossorigin: alwaysCORS.includes(initiator) ? (crossorigin ?? 'anonymous') : crossorigin,
    sameOriginFallback: initiator === 'text-track',
  });
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}
