/** The ABNF of `Origin` and the CORS headers: one function per rule, true if `input` matches. */
import type { ByteSequence } from './byte-sequence.ts';
import { trimHTTPTabOrSpace } from './header-list.ts';

/** One or more token characters. Field names and methods are tokens.
 *  @see https://httpwg.org/specs/rfc9110.html#tokens */
export function isToken(input: ByteSequence): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(input);
}

/** @see https://httpwg.org/specs/rfc9111.html#delta-seconds */
export function isDeltaSeconds(input: ByteSequence): boolean {
  return input !== '' && [...input].every(isDigit);
}

/** Parses `#element` as a recipient must: members may be empty, and the list may be empty.
 *  @see https://httpwg.org/specs/rfc9110.html#abnf.extension.recipient
 *  @returns the non-empty members, or failure if one of them does not match */
export function parseList(
  isElement: (input: ByteSequence) => boolean,
  input: ByteSequence,
): ByteSequence[] | 'failure' {
  const members = input.split(',').map(trimHTTPTabOrSpace);
  const elements = members.filter((member) => member !== '');
  return elements.every(isElement) ? elements : 'failure';
}

/** Whether `input` is `1#element` as a sender must write it, without empty members.
 *  @see https://httpwg.org/specs/rfc9110.html#abnf.extension.sender */
export function isNonEmptyListOf(
  isElement: (input: ByteSequence) => boolean,
  input: ByteSequence,
): boolean {
  return input.split(',').map(trimHTTPTabOrSpace).every(isElement);
}

/** Whether `input` is `#element` as a sender must write it: empty, or without empty members. */
export function isListOf(
  isElement: (input: ByteSequence) => boolean,
  input: ByteSequence,
): boolean {
  return input === '' || isNonEmptyListOf(isElement, input);
}

/** @see https://fetch.spec.whatwg.org/#origin-or-null */
export function isOriginOrNull(input: ByteSequence): boolean {
  return isSerializedOrigin(input) || input === 'null';
}

/** @see https://fetch.spec.whatwg.org/#wildcard */
export function isWildcard(input: ByteSequence): boolean {
  return input === '*';
}

/** @see https://fetch.spec.whatwg.org/#serialized-origin */
export function isSerializedOrigin(input: ByteSequence): boolean {
  const schemeEnd = input.indexOf('://');
  if (schemeEnd === -1) return false;
  const scheme = input.slice(0, schemeEnd);
  const rest = input.slice(schemeEnd + '://'.length);
  // The colons of an IPv6 address are inside its brackets.
  const portStart = rest.indexOf(':', rest.lastIndexOf(']') + 1);
  const host = portStart === -1 ? rest : rest.slice(0, portStart);
  const port = portStart === -1 ? null : rest.slice(portStart + 1);
  return (
    isSerializedScheme(scheme) &&
    isSerializedHost(host) &&
    (port === null || isSerializedPort(port))
  );
}

/** @see https://fetch.spec.whatwg.org/#serialized-scheme */
export function isSerializedScheme(input: ByteSequence): boolean {
  const [first, ...others] = input;
  return (
    first !== undefined &&
    isLowerAlpha(first) &&
    others.every((char) => isLowerAlphanum(char) || '+-.'.includes(char))
  );
}

/** @see https://fetch.spec.whatwg.org/#serialized-host */
export function isSerializedHost(input: ByteSequence): boolean {
  return (
    isSerializedIPv4(input) ||
    (input.startsWith('[') && input.endsWith(']') && isSerializedIPv6(input.slice(1, -1))) ||
    isSerializedDomain(input)
  );
}

/** @see https://fetch.spec.whatwg.org/#serialized-port */
export function isSerializedPort(input: ByteSequence): boolean {
  return input.length >= 1 && input.length <= 5 && [...input].every(isDigit);
}

/** @see https://fetch.spec.whatwg.org/#serialized-ipv4 */
export function isSerializedIPv4(input: ByteSequence): boolean {
  const octets = input.split('.');
  return octets.length === 4 && octets.every(isDecOctet);
}

/** 0 to 255, without leading zeros. @see https://fetch.spec.whatwg.org/#dec-octet */
export function isDecOctet(input: ByteSequence): boolean {
  if (input === '' || input.length > 3 || ![...input].every(isDigit)) return false;
  return (input === '0' || !input.startsWith('0')) && Number(input) <= 255;
}

/** Eight blocks, or at most six blocks and `::` in place of the others.
 *  @see https://fetch.spec.whatwg.org/#serialized-ipv6 */
export function isSerializedIPv6(input: ByteSequence): boolean {
  const parts = input.split('::');
  const blocks = parts.map((part) => (part === '' ? [] : part.split(':')));
  if (!blocks.flat().every(isH16)) return false;
  return parts.length === 1
    ? blocks.flat().length === 8
    : parts.length === 2 && blocks.flat().length <= 6;
}

/** One to four lower-case hex digits, without leading zeros.
 *  @see https://fetch.spec.whatwg.org/#h16 */
export function isH16(input: ByteSequence): boolean {
  if (input === '0') return true;
  const [first, ...others] = input;
  return first !== undefined && isNonZeroHex(first) && others.length <= 3 && others.every(isHex);
}

/** @see https://fetch.spec.whatwg.org/#non-zero-hex */
function isNonZeroHex(char: string): boolean {
  return char !== '0' && isHex(char);
}

/** @see https://fetch.spec.whatwg.org/#hex */
function isHex(char: string): boolean {
  return isDigit(char) || (char >= 'a' && char <= 'f');
}

/** @see https://fetch.spec.whatwg.org/#serialized-domain */
export function isSerializedDomain(input: ByteSequence): boolean {
  return input.split('.').every(isDomainLabel);
}

/** Letters and digits, with hyphens between them.
 *  @see https://fetch.spec.whatwg.org/#domain-label */
export function isDomainLabel(input: ByteSequence): boolean {
  return (
    input !== '' &&
    [...input].every((char) => isLowerAlphanum(char) || char === '-') &&
    !input.startsWith('-') &&
    !input.endsWith('-')
  );
}

/** @see https://fetch.spec.whatwg.org/#lower-alphanum */
function isLowerAlphanum(char: string): boolean {
  return isLowerAlpha(char) || isDigit(char);
}

/** @see https://fetch.spec.whatwg.org/#lower-alpha */
function isLowerAlpha(char: string): boolean {
  return char >= 'a' && char <= 'z';
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}
