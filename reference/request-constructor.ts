/** The `Request` constructor: which requests a page may pass to `fetch()`. */
import { type Body, type BodyInit, extractBody } from './body.ts';
import { FailureError } from './failure.ts';
import { type Header, headerListContains } from './header-list.ts';
import { appendToHeaders, fillHeaders, type Headers } from './headers-class.ts';
import { includesCredentials } from './http-redirect-fetch.ts';
import { isCorsSafelistedMethod, isForbiddenMethod, isMethod, normalizeMethod } from './method.ts';
import { serializeOrigin } from './origin.ts';
import type { ReferrerPolicy } from './referrer-policy.ts';
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
  readonly referrerPolicy?: ReferrerPolicy;
  readonly mode?: RequestMode;
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
  readonly keepalive?: boolean;
  /** Required if the body is a stream. */
  readonly duplex?: 'half';
}

/**
 * The request that `new Request(input, init)` creates on the page of `client`.
 *
 * @throws FailureError where the constructor throws a TypeError
 * @see https://fetch.spec.whatwg.org/#dom-request
 */
export function constructRequest(client: Client, input: string, init: RequestInit): Request {
  // 1. Set in 5.4.
  // 2. Set in 5.5.
  // 3. Take the base URL of the page.
  const baseURL = apiBaseURL(client);
  // 4. Not modelled: aborting.
  // 5. The input is always a string, so:
  // 5.1. Parse it as a URL.
  const parsedURL = parseURL(input, baseURL);
  // 5.2. Throw if it is invalid.
  if (parsedURL === 'failure') {
    throw new FailureError(
      'request-constructor/5.2',
      `${JSON.stringify(input)} is not a valid URL`,
    );
  }
  // 5.3. Throw if it contains credentials.
  if (includesCredentials(parsedURL)) {
    throw new FailureError('request-constructor/5.3', 'the URL contains a username or password');
  }
  // 5.4. The request is created in 12.
  // 5.5. The default mode is cors.
  const fallbackMode: RequestMode = 'cors';
  // 6. Not modelled: Request objects as input.
  // 7. Not needed: only steps 9 and 14 use the page's origin.
  // 8. Not modelled: user prompts.
  // 9. Not modelled: user prompts.
  // 10. Not modelled: user prompts.
  // 11. Not modelled: user prompts.
  // 12. Create a request for this page, and set the unsafe-request flag.
  const request = newRequest({ urlList: [parsedURL], unsafeRequestFlag: true, client });
  // 13. Not modelled: Request objects as input.
  // 14. Not modelled: referrers.
  // 15. Set the referrer policy.
  if (init.referrerPolicy !== undefined) request.referrerPolicy = init.referrerPolicy;
  // 16.
  const mode = init.mode ?? fallbackMode;
  // 17. Throw if the mode is navigate.
  if (mode === 'navigate') {
    throw new FailureError('request-constructor/17', 'a page cannot use the mode "navigate"');
  }
  // 18. Set the mode.
  request.mode = mode;
  // 19. Set the credentials mode.
  if (init.credentials !== undefined) request.credentialsMode = init.credentials;
  // 20. Not modelled: the HTTP cache.
  // 21. Not modelled: the HTTP cache.
  // 22. Set the redirect mode.
  if (init.redirect !== undefined) request.redirectMode = init.redirect;
  // 23. Not modelled: integrity metadata.
  // 24. Set keepalive.
  if (init.keepalive !== undefined) request.keepalive = init.keepalive;
  // 25. If a method is given:
  if (init.method !== undefined) {
    // 25.1.
    let method = init.method;
    // 25.2. Throw if it is invalid or forbidden.
    if (!isMethod(method) || isForbiddenMethod(method)) {
      throw new FailureError(
        'request-constructor/25.2',
        `${JSON.stringify(method)} is not a method that a page may send`,
      );
    }
    // 25.3. Convert well-known methods to upper case.
    method = normalizeMethod(method);
    // 25.4. Set the method.
    request.method = method;
  }
  // 26. Not modelled: aborting.
  // 27. Not modelled: priorities.
  // 28. The request is returned at the end.
  // 29. Not modelled: aborting.
  // 30. Not modelled: aborting.
  // 31. Create the headers.
  const headers: Headers = { headerList: request.headerList, guard: 'request' };
  // 32. In no-cors mode:
  if (request.mode === 'no-cors') {
    // 32.1. Throw if the method is not safelisted.
    if (!isCorsSafelistedMethod(request.method)) {
      throw new FailureError(
        'request-constructor/32.1',
        `the method ${request.method} is not allowed in the mode "no-cors", only GET, HEAD and POST`,
      );
    }
    // 32.2. Restrict the headers too.
    headers.guard = 'request-no-cors';
  }
  // 33. Set the headers:
  // 33.1. Not modelled: Request objects as input.
  // 33.2. Use the given headers.
  const given = init.headers ?? [];
  // 33.3. Not needed: the header list is still empty.
  // 33.4. Not modelled: Headers objects, which have the same effect as pairs.
  // 33.5. Add them.
  fillHeaders(headers, given);
  // 34. Not modelled: Request objects as input.
  const initBodyGiven = init.body ?? null;
  // 35. Throw if a GET or HEAD request has a body.
  if (initBodyGiven !== null && (request.method === 'GET' || request.method === 'HEAD')) {
    throw new FailureError(
      'request-constructor/35',
      `a ${request.method} request cannot have a body`,
    );
  }
  // 36.
  let initBody: Body | null = null;
  // 37. If a body is given:
  if (initBodyGiven !== null) {
    // 37.1. Extract the body and its type.
    const bodyWithType = extractBody(initBodyGiven, request.keepalive);
    // 37.2.
    initBody = bodyWithType.body;
    // 37.3.
    const type = bodyWithType.type;
    // 37.4. Set Content-Type unless the page has set it.
    if (type !== null && !headerListContains(headers.headerList, 'Content-Type')) {
      appendToHeaders(['Content-Type', type], headers);
    }
  }
  // 38. Use the given body.
  const inputOrInitBody = initBody;
  // 39. If it is a stream:
  if (inputOrInitBody !== null && inputOrInitBody.source === null) {
    // 39.1. Throw if duplex is missing.
    if (init.duplex === undefined) {
      throw new FailureError(
        'request-constructor/39.1',
        'a body that is a stream requires the option duplex: "half"',
      );
    }
    // 39.2. Throw unless the mode is same-origin or cors.
    if (request.mode !== 'same-origin' && request.mode !== 'cors') {
      throw new FailureError(
        'request-constructor/39.2',
        `a body that is a stream is not allowed in the mode "${request.mode}"`,
      );
    }
    // 39.3. Require a preflight.
    request.useCORSPreflightFlag = true;
  }
  // 40.
  const finalBody = inputOrInitBody;
  // 41. Not modelled: Request objects as input.
  // 42. Set the body.
  request.body = finalBody;
  return request;
}

/** The URL of a page is the root of its origin here. An opaque origin has no URL.
 *  @see https://html.spec.whatwg.org/#api-base-url */
export function apiBaseURL(client: Client): string | undefined {
  return client.origin.kind === 'tuple' ? serializeOrigin(client.origin) : undefined;
}

/** @see https://url.spec.whatwg.org/#concept-url-parser */
export function parseURL(input: string, baseURL: string | undefined): URL | 'failure' {
  try {
    return new URL(input, baseURL);
  } catch {
    return 'failure';
  }
}
