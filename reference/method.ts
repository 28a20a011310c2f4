/** Request methods. */
import {
  type ByteSequence,
  byteCaseInsensitiveMatchForOneOf,
  byteUppercase,
} from './byte-sequence.ts';
import { isToken } from './grammar.ts';

export type Method = ByteSequence;

/** A method is a token of HTTP; its case matters.
 *  @see https://fetch.spec.whatwg.org/#concept-method */
export function isMethod(bytes: ByteSequence): boolean {
  return isToken(bytes);
}

/** What a form could send without asking.
 *  @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isCorsSafelistedMethod(method: Method): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST';
}

/** What no page may send.
 *  @see https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: ByteSequence): boolean {
  return byteCaseInsensitiveMatchForOneOf(method, ['CONNECT', 'TRACE', 'TRACK']);
}

/** Upper case for six well-known methods; all others, `patch` too, stay as they are.
 *  @see https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizeMethod(method: Method): Method {
  const normalized = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
  return byteCaseInsensitiveMatchForOneOf(method, normalized) ? byteUppercase(method) : method;
}
