/** Request methods. */
import {
  type ByteSequence,
  byteCaseInsensitiveMatchForOneOf,
  byteUppercase,
} from './byte-sequence.ts';
import { isToken } from './grammar.ts';

export type Method = ByteSequence;

/** A method is an HTTP token. Case matters.
 *  @see https://fetch.spec.whatwg.org/#concept-method */
export function isMethod(bytes: ByteSequence): boolean {
  return isToken(bytes);
}

/** Whether a page may use a method for another origin without a preflight.
 *  @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isCorsSafelistedMethod(method: Method): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST';
}

/** Whether no page may send a method.
 *  @see https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: ByteSequence): boolean {
  return byteCaseInsensitiveMatchForOneOf(method, ['CONNECT', 'TRACE', 'TRACK']);
}

/** Converts six well-known methods to upper case. All others, including `patch`, stay as they are.
 *  @see https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizeMethod(method: Method): Method {
  const normalized = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
  return byteCaseInsensitiveMatchForOneOf(method, normalized) ? byteUppercase(method) : method;
}
