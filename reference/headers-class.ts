/** The parts of the `Headers` class that decide which headers a page may send. */
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
 * Whether a page may add a header. A header that only the user agent may set is silently ignored.
 *
 * @throws FailureError if the name or value is invalid
 * @see https://fetch.spec.whatwg.org/#headers-validate
 */
export function validateHeader([name, value]: Header, headers: Headers): boolean {
  // 1. If the name or value is invalid, throw.
  if (!isHeaderName(name) || !isHeaderValue(value)) {
    throw new FailureError(
      'headers-validate/1',
      `${JSON.stringify(name)}: ${JSON.stringify(value)} is not a valid header`,
    );
  }
  // 2. Not modelled: immutable headers.
  // 3. Ignore a header that only the user agent may set.
  if (headers.guard === 'request' && isForbiddenRequestHeader(name, value)) return false;
  // 4. Not modelled: headers of responses created by script.
  // 5.
  return true;
}

/** Adds a header, unless it must be ignored.
 *  @throws FailureError if its name or value is invalid
 *  @see https://fetch.spec.whatwg.org/#concept-headers-append */
export function appendToHeaders([name, rawValue]: Header, headers: Headers): void {
  // 1. Trim the value.
  const value = normalizeHeaderValue(rawValue);
  // 2. Stop if the header must be ignored.
  if (!validateHeader([name, value], headers)) return;
  // 3. In no-cors mode:
  if (headers.guard === 'request-no-cors') {
    // 3.1. Get the current value.
    let temporaryValue = getHeader(headers.headerList, name);
    // 3.2. If there is none, use the new value alone.
    if (temporaryValue === null) temporaryValue = value;
    // 3.3. Otherwise, combine both values.
    else temporaryValue = `${temporaryValue}, ${value}`;
    // 3.4. Ignore the header if the combined value is not safelisted.
    if (!isNoCorsSafelistedRequestHeader(name, temporaryValue)) return;
  }
  // 4. Add the header.
  appendHeader(headers.headerList, [name, value]);
  // 5. In no-cors mode, remove privileged headers.
  if (headers.guard === 'request-no-cors') removePrivilegedNoCorsRequestHeaders(headers);
}

/** Adds several headers.
 *  @throws FailureError if a name or value is invalid
 *  @see https://fetch.spec.whatwg.org/#concept-headers-fill */
export function fillHeaders(headers: Headers, object: readonly Header[]): void {
  // 1. For each pair:
  for (const header of object) {
    // 1.1. The type ensures that it is a pair.
    // 1.2.
    appendToHeaders(header, headers);
  }
  // 2. Not modelled: records, which have the same effect as pairs.
}

/** @see https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers */
export function removePrivilegedNoCorsRequestHeaders(headers: Headers): void {
  // 1. For each privileged name:
  for (const headerName of privilegedNoCorsRequestHeaderNames) {
    // 1.1.
    deleteHeader(headers.headerList, headerName);
  }
}
