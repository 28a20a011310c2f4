/** Headers, and lists of them in the order they stand on the wire. */
import {
  type ByteSequence,
  byteCaseInsensitiveMatch,
  byteLowercase,
  collectASequenceOfCodePoints,
} from './byte-sequence.ts';
import { collectAnHTTPQuotedString, isHTTPTabOrSpace } from './http-quoted-string.ts';

export type HeaderName = ByteSequence;
export type HeaderValue = ByteSequence;

/** One header line, name and value. @see https://fetch.spec.whatwg.org/#concept-header */
export type Header = readonly [name: HeaderName, value: HeaderValue];

/** @see https://fetch.spec.whatwg.org/#concept-header-list */
export type HeaderList = Header[];

/** Whether there is a header of this name, in any case.
 *  @see https://fetch.spec.whatwg.org/#header-list-contains */
export function headerListContains(list: readonly Header[], name: HeaderName): boolean {
  return list.some(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
}

/** All values of a name as one, separated by a comma and a space; null if there is none.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-get */
export function getHeader(list: HeaderList, name: HeaderName): HeaderValue | null {
  // 1. Absent.
  if (!headerListContains(list, name)) return null;
  // 2. All of them, in order.
  return list
    .filter(([candidate]) => byteCaseInsensitiveMatch(candidate, name))
    .map(([, value]) => value)
    .join(', ');
}

/** The members of a comma-separated header, quoted strings kept whole; null if it is absent.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split */
export function getDecodeAndSplitHeader(list: HeaderList, name: HeaderName): string[] | null {
  // 1. The value, all lines combined.
  const value = getHeader(list, name);
  // 2. Absent.
  if (value === null) return null;
  // 3. Its members.
  return getDecodeAndSplit(value);
}

/** Splits a value at its commas, but not within quoted strings.
 *  @see https://fetch.spec.whatwg.org/#header-value-get-decode-and-split */
export function getDecodeAndSplit(value: HeaderValue): string[] {
  // 1. Decoding is the identity here: see ByteSequence.
  const input = value;
  // 2.
  const position = { value: 0 };
  // 3.
  const values: string[] = [];
  // 4.
  let temporaryValue = '';
  // 5. For each member:
  while (true) {
    // 5.1. Up to the next quote or comma.
    temporaryValue += collectASequenceOfCodePoints((c) => c !== '"' && c !== ',', input, position);
    // 5.2. A quote:
    if (position.value < input.length && input.charAt(position.value) === '"') {
      // 5.2.1. The quoted string belongs to the member, as written.
      temporaryValue += collectAnHTTPQuotedString(input, position);
      // 5.2.2. The member may go on behind it.
      if (position.value < input.length) continue;
    }
    // 5.3. Without the white space around it.
    temporaryValue = trimHTTPTabOrSpace(temporaryValue);
    // 5.4.
    values.push(temporaryValue);
    // 5.5.
    temporaryValue = '';
    // 5.6. That was the last one.
    if (position.value >= input.length) return values;
    // 5.7. A comma, by 5.1 and 5.2.
    // 5.8. Over it.
    position.value += 1;
  }
}

/** Removes tabs and spaces at both ends. */
export function trimHTTPTabOrSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isHTTPTabOrSpace(text.charAt(start))) start += 1;
  while (end > start && isHTTPTabOrSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Adds a line. The name takes the case of an earlier header of the same name.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-append */
export function appendHeader(list: HeaderList, [name, value]: Header): void {
  // 1. One spelling for one name.
  const known = list.find(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  const spelling = known === undefined ? name : known[0];
  // 2.
  list.push([spelling, value]);
}

/** Removes every header of this name, in any case.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-delete */
export function deleteHeader(list: HeaderList, name: HeaderName): void {
  const kept = list.filter(([candidate]) => !byteCaseInsensitiveMatch(candidate, name));
  list.splice(0, list.length, ...kept);
}

/** Adds a value to the line that is there, as XMLHttpRequest does, or makes a new line.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-combine */
export function combineHeader(list: HeaderList, [name, value]: Header): void {
  const first = list.findIndex(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  const header = list[first];
  // 1. To the first one there is.
  if (header !== undefined) list[first] = [header[0], `${header[1]}, ${value}`];
  // 2. Otherwise a line of its own.
  else list.push([name, value]);
}

/** Lower-case names, each once, in the order of their bytes.
 *  @see https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export function convertHeaderNamesToASortedLowercaseSet(
  headerNames: readonly HeaderName[],
): HeaderName[] {
  // 1.
  const headerNamesSet = new Set<HeaderName>();
  // 2. Each name, in lower case.
  for (const name of headerNames) headerNamesSet.add(byteLowercase(name));
  // 3. By byte: the default order of sort() is that of code units, here bytes.
  return [...headerNamesSet].sort();
}
