/** The `Headers` class, as far as it decides which headers a page may send. */
import { FailureError } from './failure.ts';
import { isHeaderName, isHeaderValue, normalizeHeaderValue } from './header.ts';
import {
  appendHeader,
  deleteHeader,
  getHeader,
  type Header,
  type HeaderList,
} from './header-list.ts';
import {
  isForbiddenRequestHeader,
  isNoCorsSafelistedRequestHeader,
  privilegedNoCorsRequestHeaderNames,
} from './header-names.ts';

/** @see https://fetch.spec.whatwg.org/#headers-class */
export interface Headers {
  headerList: HeaderList;
  guard: 'request' | 'request-no-cors';
}

/**
 * Whether a header may be added; one that the user agent keeps for itself is passed over silently.
 *
 * @throws FailureError if it is no header at all
 * @see https://fetch.spec.whatwg.org/#headers-validate
 */
export function validateHeader([name, value]: Header, headers: Headers): boolean {
  // 1.
  if (!isHeaderName(name) || !isHeaderValue(value)) {
    throw new FailureError(
      'headers-validate/1',
      `${JSON.stringify(name)}: ${JSON.stringify(value)} is not a header`,
    );
  }
  // 2. Not modelled: immutable headers, which no page makes.
  // 3. The user agent's own.
  if (headers.guard === 'request' && isForbiddenRequestHeader(name, value)) return false;
  // 4. Not modelled: headers of responses that a page makes.
  // 5.
  return true;
}

/** @throws FailureError if it is no header at all
 *  @see https://fetch.spec.whatwg.org/#concept-headers-append */
export function appendToHeaders([name, rawValue]: Header, headers: Headers): void {
  // 1.
  const value = normalizeHeaderValue(rawValue);
  // 2.
  if (!validateHeader([name, value], headers)) return;
  // 3. Without CORS, only what needs no permission:
  if (headers.guard === 'request-no-cors') {
    // 3.1. What is there already,
    let temporaryValue = getHeader(headers.headerList, name);
    // 3.2. if anything,
    if (temporaryValue === null) temporaryValue = value;
    // 3.3. counts with it.
    else temporaryValue = `${temporaryValue}, ${value}`;
    // 3.4.
    if (!isNoCorsSafelistedRequestHeader(name, temporaryValue)) return;
  }
  // 4.
  appendHeader(headers.headerList, [name, value]);
  // 5.
  if (headers.guard === 'request-no-cors') removePrivilegedNoCorsRequestHeaders(headers);
}

/** @throws FailureError if one of them is no header at all
 *  @see https://fetch.spec.whatwg.org/#concept-headers-fill */
export function fillHeaders(headers: Headers, object: readonly Header[]): void {
  // 1. Pair by pair:
  for (const header of object) {
    // 1.1. They are pairs, by their type.
    // 1.2.
    appendToHeaders(header, headers);
  }
  // 2. Not modelled: records, which are pairs written differently.
}

/** @see https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers */
export function removePrivilegedNoCorsRequestHeaders(headers: Headers): void {
  // 1. Each of them:
  for (const headerName of privilegedNoCorsRequestHeaderNames) {
    // 1.1.
    deleteHeader(headers.headerList, headerName);
  }
}
