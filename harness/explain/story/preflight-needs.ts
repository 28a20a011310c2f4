/** Why a request needs a preflight, one thing at a time. */
import {
  byteLowercase,
  type Header,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
} from '../../../reference/index.ts';
import type { Need } from './story.ts';

const names = ['accept', 'accept-language', 'content-language', 'content-type', 'range'];

/**
 * @param method the one that the preflight asks for
 * @param asked the names that it asks for, in lower case
 * @param headers the lines of the request itself
 */
export function preflightNeeds(
  method: string,
  asked: readonly string[],
  headers: readonly Header[],
): Need[] {
  const byMethod: Need[] = isCorsSafelistedMethod(method)
    ? []
    : [{ kind: 'method', name: method, why: 'only GET, HEAD and POST need no preflight' }];
  const byHeaders = asked.map(
    (name): Need => ({
      kind: 'header',
      name,
      why: whyHeader(
        name,
        headers.filter(([other]) => byteLowercase(other) === name).map(([, value]) => value),
      ),
    }),
  );
  if (byMethod.length + byHeaders.length === 0) return [byUpload];
  return [...byMethod, ...byHeaders];
}

const byUpload: Need = {
  kind: 'upload',
  name: 'the upload',
  why: 'a stream, or an upload with a listener, always needs a preflight',
};

function whyHeader(name: string, values: readonly string[]): string {
  if (!names.includes(name)) {
    return 'only Accept, Accept-Language, Content-Language, Content-Type and Range need no preflight';
  }
  const unsafe = values.find((value) => !isCorsSafelistedRequestHeader(name, value));
  if (unsafe === undefined) {
    return 'the values of all headers that need no preflight are longer than 1024 bytes together';
  }
  if (unsafe.length > 128) return 'its value is longer than 128 bytes';
  if (name === 'content-type') {
    return 'only application/x-www-form-urlencoded, multipart/form-data and text/plain need no preflight';
  }
  return name === 'range'
    ? 'only one range such as bytes=0-99 needs no preflight'
    : 'its value has characters that need a preflight';
}
