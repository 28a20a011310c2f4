/** Classes of HTTP status codes. */

/** @see https://fetch.spec.whatwg.org/#null-body-status */
export function isNullBodyStatus(status: number): boolean {
  return [101, 103, 204, 205, 304].includes(status);
}

/** @see https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** @see https://fetch.spec.whatwg.org/#range-status */
export function isRangeStatus(status: number): boolean {
  return status === 206 || status === 416;
}

/** @see https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
