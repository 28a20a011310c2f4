/** The requests of elements such as `img`, `script` and `link`, whose `crossorigin` attribute decides. */
import { newRequest, type Request } from './request.ts';

/** @see https://html.spec.whatwg.org/#cors-settings-attribute */
export type CORSAttributeState = 'No CORS' | 'Anonymous' | 'Use Credentials';

/** The state of a `crossorigin` attribute; null if it is absent. Any other value is `anonymous`.
 *  @see https://html.spec.whatwg.org/#cors-settings-attribute */
export function corsAttributeStateOf(crossorigin: string | null): CORSAttributeState {
  if (crossorigin === null) return 'No CORS';
  return /^use-credentials$/i.test(crossorigin) ? 'Use Credentials' : 'Anonymous';
}

/**
 * Without the attribute, the request includes credentials, and its response stays opaque. The unsafe
 * request flag is never set, so there is no preflight. The destination is not modelled: CORS does not
 * depend on it.
 *
 * @param sameOriginFallbackFlag set where an element must not load anything from another origin
 *   without the attribute
 * @see https://html.spec.whatwg.org/#create-a-potential-cors-request
 */
export function createAPotentialCORSRequest(
  url: URL,
  corsAttributeState: CORSAttributeState,
  sameOriginFallbackFlag = false,
): Request {
  // 1. Use CORS if the attribute is present.
  let mode: Request['mode'] = corsAttributeState === 'No CORS' ? 'no-cors' : 'cors';
  // 2. Otherwise, fall back to the page's own origin if the element requires that.
  if (sameOriginFallbackFlag && mode === 'no-cors') mode = 'same-origin';
  // 3. Include credentials,
  let credentialsMode: Request['credentialsMode'] = 'include';
  // 4. unless the attribute says not to.
  if (corsAttributeState === 'Anonymous') credentialsMode = 'same-origin';
  // 5. Not modelled: the use-URL-credentials flag, which only HTTP authentication reads.
  return newRequest({ urlList: [url], mode, credentialsMode });
}
