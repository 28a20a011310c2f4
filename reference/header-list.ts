/** Headers, and lists of them in the order in which they are sent. */
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

/** Whether the list contains a header with this name, in any case.
 *  @see https://fetch.spec.whatwg.org/#header-list-contains */
export function headerListContains(list: readonly Header[], name: HeaderName): boolean {
  return list.some(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
}

/** All values of a header, joined with a comma and a space; null if it is absent.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-get */
export function getHeader(list: HeaderList, name: HeaderName): HeaderValue | null {
  // 1. If it is absent, return null.
  if (!headerListContains(list, name)) return null;
  // 2. Otherwise, join all values in order.
  return list
    .filter(([candidate]) => byteCaseInsensitiveMatch(candidate, name))
    .map(([, value]) => value)
    .join(', ');
}

/** The members of a comma-separated header, without splitting quoted strings; null if absent.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split */
export function getDecodeAndSplitHeader(list: HeaderList, name: HeaderName): string[] | null {
  // 1. Get the value, with all lines combined.
  const value = getHeader(list, name);
  // 2. If it is absent, return null.
  if (value === null) return null;
  // 3. Otherwise, split it.
  return getDecodeAndSplit(value);
}

/** Splits a value at commas that are not inside quoted strings.
 *  @see https://fetch.spec.whatwg.org/#header-value-get-decode-and-split */
export function getDecodeAndSplit(value: HeaderValue): string[] {
  // 1. Decoding changes nothing here: see ByteSequence.
  const input = value;
  // 2.
  const position = { value: 0 };
  // 3.
  const values: string[] = [];
  // 4.
  let temporaryValue = '';
  // 5. For each member:
  while (true) {
    // 5.1. Read up to the next quote or comma.
    temporaryValue += collectASequenceOfCodePoints((c) => c !== '"' && c !== ',', input, position);
    // 5.2. If it is a quote:
    if (position.value < input.length && input.charAt(position.value) === '"') {
      // 5.2.1. Add the quoted string to the member as it is.
      temporaryValue += collectAnHTTPQuotedString(input, position);
      // 5.2.2. Continue the member after it, unless the input has ended.
      if (position.value < input.length) continue;
    }
    // 5.3. Trim tabs and spaces.
    temporaryValue = trimHTTPTabOrSpace(temporaryValue);
    // 5.4.
    values.push(temporaryValue);
    // 5.5.
    temporaryValue = '';
    // 5.6. At the end of the input, return all members.
    if (position.value >= input.length) return values;
    // 5.7. The next character is a comma, because of 5.1 and 5.2.
    // 5.8. Skip the comma.
    position.value += 1;
  }
}

/** Removes tabs and spaces from both ends. */
export function trimHTTPTabOrSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isHTTPTabOrSpace(text.charAt(start))) start += 1;
  while (end > start && isHTTPTabOrSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Adds a line. If the list already contains the name, its existing spelling is used.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-append */
export function appendHeader(list: HeaderList, [name, value]: Header): void {
  // 1. Reuse the spelling of an existing name.
  const known = list.find(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  const spelling = known === undefined ? name : known[0];
  // 2. Add the line at the end.
  list.push([spelling, value]);
}

/** Removes every header with this name, in any case.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-delete */
export function deleteHeader(list: HeaderList, name: HeaderName): void {
  const kept = list.filter(([candidate]) => !byteCaseInsensitiveMatch(candidate, name));
  list.splice(0, list.length, ...kept);
}

/** Adds a value to an existing line, as XMLHttpRequest does, or adds a new line.
 *  @see https://fetch.spec.whatwg.org/#concept-header-list-combine */
export function combineHeader(list: HeaderList, [name, value]: Header): void {
  const first = list.findIndex(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  const header = list[first];
  // 1. Extend the first line with this name.
  if (header !== undefined) list[first] = [header[0], `${header[1]}, ${value}`];
  // 2. Otherwise, add a new line.
  else list.push([name, value]);
}

/** The names in lower case, each once, in byte order.
 *  @see https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export function convertHeaderNamesToASortedLowercaseSet(
  headerNames: readonly HeaderName[],
): HeaderName[] {
  // 1.
  const headerNamesSet = new Set<HeaderName>();
  // 2. Add each name in lower case.
  for (const name of headerNames) headerNamesSet.add(byteLowercase(name));
  // 3. Sort them by byte. (sort() compares code units, which are bytes here.)
  return [...headerNamesSet].sort();
}
