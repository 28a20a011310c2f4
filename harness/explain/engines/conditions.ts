/** When an engine treats headers otherwise than the standard. Each condition is exact on the corpus: a test
 *  compares it with the known deviations of the engines. */
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  type Header,
  isCorsSafelistedRequestHeader,
} from '../../../reference/index.ts';
import { type BrowserPath, valuesOf } from './browser-path.ts';

export type Condition = (path: BrowserPath) => boolean;

export const authorizationUnderWildcard: Condition = ({ story, steps }) => {
  const headers = steps.at(-1)?.preflight?.exchange.response?.headers ?? [];
  const names = extractHeaderListValues('Access-Control-Allow-Headers', [...headers]);
  return (
    story.decision?.reason === 'authorization-not-listed' &&
    story.fetch.credentials !== 'include' &&
    names !== 'failure' &&
    names?.includes('*') === true
  );
};

/** Whether the page's lines need another preflight once those of one name are one line. */
export const otherwiseCombined: Condition = (path) => {
  const combined = new Map<string, Header>();
  for (const [name, value] of path.lines) {
    const key = byteLowercase(name);
    const known = combined.get(key);
    combined.set(key, [name, known === undefined ? value : `${known[1]}, ${value}`]);
  }
  return isCrossing(path) && unsafeNames([...combined.values()]) !== unsafeNames(path.lines);
};

/** Whether only the limit on all safelisted headers together makes a name unsafe. */
export const overTheSum: Condition = (path) => {
  const alone = path.lines.filter(([name, value]) => !isCorsSafelistedRequestHeader(name, value));
  return isCrossing(path) && unsafeNames(alone) !== unsafeNames(path.lines);
};

/** Beyond 64 bits. */
export const hugeRange: Condition = (path) =>
  safelistedRanges(path).some((value) =>
    (value.match(/\d+/g) ?? []).some((number) => BigInt(number) >= 2n ** 64n),
  );

export const rangeWithLeadingZeros: Condition = (path) =>
  safelistedRanges(path).some((value) => /[=-]0\d/.test(value));

/** A Range that is safelisted only in a loose reading. */
export const looseRange: Condition = (path) =>
  isCrossing(path) &&
  valuesOf(path.lines, 'range').some(
    (value) =>
      !isCorsSafelistedRequestHeader('Range', value) &&
      isCorsSafelistedRequestHeader('Range', byteLowercase(value).replace('+', '')),
  );

/** Hints with values that the corpus has. */
export const clientHint: Condition = (path) =>
  isCrossing(path) &&
  (valuesOf(path.lines, 'save-data').includes('on') ||
    valuesOf(path.lines, 'dpr').some((value) => /^\d+(?:\.\d+)?$/.test(value)));

export const highBytes: Condition = (path) =>
  isCrossing(path) &&
  path.lines.some(
    ([name, value]) => /[\x80-\xff]/.test(value) && isCorsSafelistedRequestHeader(name, value),
  );

export const highBytesInUnsafeHeader: Condition = ({ lines }) =>
  lines.some(
    ([name, value]) => /[\x80-\xff]/.test(value) && !isCorsSafelistedRequestHeader(name, value),
  );

export const commaInContentType: Condition = (path) =>
  isCrossing(path) &&
  valuesOf(path.lines, 'content-type').some(
    (value) => value.includes(',') && isCorsSafelistedRequestHeader('Content-Type', value),
  );

export const severalUnsafeLines: Condition = (path) =>
  isCrossing(path) &&
  path.lines.some(
    ([name, value]) =>
      !isCorsSafelistedRequestHeader(name, value) &&
      // Of these, the last line alone is left.
      !/^(?:authorization|content-type)$/i.test(name) &&
      valuesOf(path.lines, byteLowercase(name)).length > 1,
  );

export const severalAuthorizations: Condition = ({ lines }) =>
  valuesOf(lines, 'authorization').length > 1;

export const emptyLineBeforeAnother: Condition = ({ lines }) =>
  lines.some(([name, value]) => {
    const values = valuesOf(lines, byteLowercase(name));
    return value === '' && values.indexOf('') < values.length - 1;
  });

export const malformedExposeWithWildcard: Condition = ({ story, steps }) => {
  const headers = [...(steps.at(-1)?.response?.headers ?? [])];
  return (
    story.verdict === 'shared' &&
    steps.at(-1)?.isCORS === true &&
    story.fetch.credentials !== 'include' &&
    extractHeaderListValues('Access-Control-Expose-Headers', headers) === 'failure' &&
    valuesOf(headers, 'access-control-expose-headers').some((value) =>
      value.split(',').some((member) => member.trim() === '*'),
    )
  );
};

/** Whether the standard's rules for headers and methods apply at once. */
function isCrossing({ steps, story }: BrowserPath): boolean {
  return steps[0]?.isCORS === true && story.fetch.mode === 'cors';
}

function unsafeNames(lines: readonly Header[]): string {
  return corsUnsafeRequestHeaderNames([...lines]).join();
}

function safelistedRanges(path: BrowserPath): string[] {
  if (!isCrossing(path)) return [];
  return valuesOf(path.lines, 'range').filter((value) =>
    isCorsSafelistedRequestHeader('Range', value),
  );
}
