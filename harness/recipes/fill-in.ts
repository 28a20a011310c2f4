/** Values in place of the examples in a recipe: only those that cannot change what the code around them means. */
import { isCorsSafelistedMethod, isForbiddenMethod } from '../../reference/method.ts';
import { parseOrigin } from '../../reference/origin.ts';

/** What the fetch of a page needs. They may come from a target. */
export interface Values {
  readonly origin?: string | undefined;
  readonly method?: string | undefined;
  readonly headers?: readonly string[] | undefined;
}

/** The examples, the same in all recipes. */
const examples = { origin: 'https://app.example', method: 'PUT', header: 'X-Token' };

/**
 * The code with the values. An example stays if its value is not plain: an origin such as
 * `https://a"b.example` is valid, but would end a string.
 *
 * @param between what stands between two names in a list
 */
export function filledIn(
  code: string,
  { origin, method, headers = [] }: Values,
  between: string,
): string {
  const isNamed = headers.length > 0 && headers.every((name) => plainName.test(name));
  const values: [example: string, value: string | null][] = [
    [examples.origin, isPlainOrigin(origin) ? origin : null],
    [escaped(examples.origin), isPlainOrigin(origin) ? escaped(origin) : null],
    [examples.method, isPlainMethod(method) ? method : null],
    // Ruby writes methods as symbols, in lower case.
    [examples.method.toLowerCase(), isPlainMethod(method) ? method.toLowerCase() : null],
    [examples.header, isNamed ? headers.join(between) : null],
  ];
  const byExample = new Map(values);
  // All at once, so that no value is taken for an example.
  return code.replace(anyExample, (example) => byExample.get(example) ?? example);
}

/** Names that mean nothing but themselves in code, in a regular expression or in a quoted text. */
const plainName = /^[a-z0-9_-]+$/i;

const anyExample = new RegExp(
  [
    ...[examples.origin, escaped(examples.origin)].map((text) => text.replace(/[\\.]/g, '\\$&')),
    ...[examples.method, examples.method.toLowerCase(), examples.header].map(
      (word) => `\\b${word}\\b`,
    ),
  ].join('|'),
  'g',
);

/** An http: or https: origin with a host name or an IPv4 address. `null` is never one to recommend, and
 *  Flask-CORS takes brackets for a pattern. */
function isPlainOrigin(origin: string | undefined): origin is string {
  return (
    origin !== undefined &&
    /^https?:\/\/[a-z0-9._-]+(:\d+)?$/.test(origin) &&
    parseOrigin(origin) !== null
  );
}

/** GET, HEAD and POST need no grant, and CONNECT, TRACE and TRACK get none. */
function isPlainMethod(method: string | undefined): method is string {
  return (
    method !== undefined &&
    plainName.test(method) &&
    !isCorsSafelistedMethod(method) &&
    !isForbiddenMethod(method)
  );
}

/** An origin in a regular expression. */
function escaped(origin: string): string {
  return origin.replaceAll('.', '\\.');
}
