/** A fetch of an exchange case, made by the reference browser as the page of the case would make it. */
import type { Outcome } from '../reference/outcome.ts';
import type { UserAgent } from '../reference/user-agent.ts';
import type { Origins, PageFetch } from './exchanges.ts';

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

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}
