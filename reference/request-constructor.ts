/** The `Request` constructor: what a page may ask `fetch()` for. */
import { type Body, type BodyInit, extractBody } from './body.ts';
import { FailureError } from './failure.ts';
import { type Header, headerListContains } from './header-list.ts';
import { appendToHeaders, fillHeaders, type Headers } from './headers-class.ts';
import { includesCredentials } from './http-redirect-fetch.ts';
import { isCorsSafelistedMethod, isForbiddenMethod, isMethod, normalizeMethod } from './method.ts';
import { serializeOrigin } from './origin.ts';
import {
  type Client,
  type CredentialsMode,
  newRequest,
  type RedirectMode,
  type Request,
  type RequestMode,
} from './request.ts';

/** @see https://fetch.spec.whatwg.org/#requestinit */
export interface RequestInit {
  readonly method?: string;
  readonly headers?: readonly Header[];
  readonly body?: BodyInit | null;
  readonly mode?: RequestMode;
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
  /** Required with a stream as body. */
  readonly duplex?: 'half';
}

/**
 * The request that `new Request(input, init)` makes on the page of `client`.
 *
 * @throws FailureError where the constructor throws a TypeError
 * @see https://fetch.spec.whatwg.org/#dom-request
 */
export function constructRequest(client: Client, input: string, init: RequestInit): Request {
  // 1. Set in 5.4.
  // 2. Set in 5.5.
  // 3. Pages stand at the root of their origin here.
  const baseURL = client.origin.kind === 'tuple' ? serializeOrigin(client.origin) : undefined;
  // 4. Not modelled: aborting.
  // 5. A string is a URL:
  // 5.1.
  const parsedURL = URL.canParse(input, baseURL) ? new URL(input, baseURL) : 'failure';
  // 5.2.
  if (parsedURL === 'failure') {
    throw new FailureError('request-constructor/5.2', `${JSON.stringify(input)} is not a URL`);
  }
  // 5.3.
  if (includesCredentials(parsedURL)) {
    throw new FailureError('request-constructor/5.3', 'the URL has a user name or password in it');
  }
  // 5.4. With the properties of 12.
  // 5.5.
  const fallbackMode: RequestMode = 'cors';
  // 6. Not modelled: requests made from requests.
  // 7. Only referrers ask for it.
  // 8. Not modelled: prompts.
  // 9. Not modelled: prompts.
  // 10. Not modelled: prompts.
  // 11. Not modelled: prompts.
  // 12. A new request, of this page, for which preflights are due.
  const request = newRequest({ urlList: [parsedURL], unsafeRequestFlag: true, client });
  // 13. Not modelled: what only requests made from requests need.
  // 14. Not modelled: referrers.
  // 15. Not modelled: referrer policies.
  // 16.
  const mode = init.mode ?? fallbackMode;
  // 17. Pages do not navigate this way.
  if (mode === 'navigate') {
    throw new FailureError('request-constructor/17', 'a page cannot choose the mode "navigate"');
  }
  // 18.
  request.mode = mode;
  // 19.
  if (init.credentials !== undefined) request.credentialsMode = init.credentials;
  // 20. Not modelled: the HTTP cache.
  // 21. Not modelled: the HTTP cache.
  // 22.
  if (init.redirect !== undefined) request.redirectMode = init.redirect;
  // 23. Not modelled: integrity metadata.
  // 24. Not modelled: keepalive.
  // 25. The method, if it is given:
  if (init.method !== undefined) {
    // 25.1.
    let method = init.method;
    // 25.2.
    if (!isMethod(method) || isForbiddenMethod(method)) {
      throw new FailureError(
        'request-constructor/25.2',
        `${JSON.stringify(method)} is no method that a page may send`,
      );
    }
    // 25.3.
    method = normalizeMethod(method);
    // 25.4.
    request.method = method;
  }
  // 26. Not modelled: aborting.
  // 27. Not modelled: priorities.
  // 28. It is returned at the end.
  // 29. Not modelled: aborting.
  // 30. Not modelled: aborting.
  // 31.
  const headers: Headers = { headerList: request.headerList, guard: 'request' };
  // 32. Without CORS:
  if (request.mode === 'no-cors') {
    // 32.1. What a form could send.
    if (!isCorsSafelistedMethod(request.method)) {
      throw new FailureError(
        'request-constructor/32.1',
        `${request.method} is not allowed in the mode "no-cors": GET, HEAD and POST are`,
      );
    }
    // 32.2. And only such headers.
    headers.guard = 'request-no-cors';
  }
  // 33. The headers, if they are given:
  // 33.1. Not modelled: requests made from requests.
  // 33.2.
  const given = init.headers ?? [];
  // 33.3. None yet.
  // 33.4. Not modelled: Headers objects, which are pairs too.
  // 33.5.
  fillHeaders(headers, given);
  // 34. Not modelled: requests made from requests.
  const initBodyGiven = init.body ?? null;
  // 35. What asks for a resource has no body.
  if (initBodyGiven !== null && (request.method === 'GET' || request.method === 'HEAD')) {
    throw new FailureError('request-constructor/35', `a ${request.method} request has no body`);
  }
  // 36.
  let initBody: Body | null = null;
  // 37. The body, if it is given:
  if (initBodyGiven !== null) {
    // 37.1.
    const bodyWithType = extractBody(initBodyGiven);
    // 37.2.
    initBody = bodyWithType.body;
    // 37.3.
    const type = bodyWithType.type;
    // 37.4. Its type, if the page did not say.
    if (type !== null && !headerListContains(headers.headerList, 'Content-Type')) {
      appendToHeaders(['Content-Type', type], headers);
    }
  }
  // 38.
  const inputOrInitBody = initBody;
  // 39. A stream:
  if (inputOrInitBody !== null && inputOrInitBody.source === null) {
    // 39.1.
    if (init.duplex === undefined) {
      throw new FailureError('request-constructor/39.1', 'a stream as body needs duplex: "half"');
    }
    // 39.2.
    if (request.mode !== 'same-origin' && request.mode !== 'cors') {
      throw new FailureError(
        'request-constructor/39.2',
        `a stream as body is not allowed in the mode "${request.mode}"`,
      );
    }
    // 39.3.
    request.useCORSPreflightFlag = true;
  }
  // 40.
  const finalBody = inputOrInitBody;
  // 41. Not modelled: requests made from requests.
  // 42.
  request.body = finalBody;
  return request;
}
