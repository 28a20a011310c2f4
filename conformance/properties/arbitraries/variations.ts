/** Variations of a given exchange: respelled, extended, or in another credentials mode. */
import fc from 'fast-check';
import type { HeaderLine, ServerRule } from '../../exchanges.ts';
import { token } from './bytes.ts';
import { spelledAsLines } from './comma-lists.ts';
import type { Given } from './exchanges.ts';
import { inAnyCase } from './letter-case.ts';

const lists = /^access-control-(?:allow-methods|allow-headers|expose-headers)$/i;

/** The request headers in another order and other cases. Lines of one name keep their order. */
export function withHeadersShuffled(given: Given): fc.Arbitrary<Given> {
  const fetches = given.fetches.map((fetch) =>
    fc
      .array(fc.nat(), { minLength: fetch.headers.length, maxLength: fetch.headers.length })
      .chain((ranks) => {
        const rankOf = (name: string) =>
          ranks[fetch.headers.findIndex(([each]) => each.toLowerCase() === name.toLowerCase())] ??
          0;
        const headers = [...fetch.headers].sort(([a], [b]) => rankOf(a) - rankOf(b));
        return withNamesIn(headers).map((headers) => ({ ...fetch, headers }));
      }),
  );
  return fc.tuple(...fetches).map((fetches) => ({ ...given, fetches }));
}

/** The method in another case, if it is one of the six that are normalized. */
export function withMethodRespelled(given: Given): fc.Arbitrary<Given> {
  const fetches = given.fetches.map((fetch) =>
    /^(?:delete|get|head|options|post|put)$/i.test(fetch.method)
      ? inAnyCase(fetch.method).map((method) => ({ ...fetch, method }))
      : fc.constant(fetch),
  );
  return fc.tuple(...fetches).map((fetches) => ({ ...given, fetches }));
}

/** The lists in responses on other lines, with other whitespace and with empty members. */
export function withListsRespelled(given: Given): fc.Arbitrary<Given> {
  return withAnswers(given, (headers) =>
    fc
      .tuple(
        ...headers.map(([name, value]) =>
          lists.test(name)
            ? spelledAsLines(value.split(',')).map((values) =>
                values.map((each): HeaderLine => [name, each.replace(/^[ \t]+|[ \t]+$/g, '')]),
              )
            : fc.constant<HeaderLine[]>([[name, value]]),
        ),
      )
      .map((lines) => lines.flat()),
  );
}

/** The response header names in other cases. */
export function withAnswersRespelled(given: Given): fc.Arbitrary<Given> {
  return withAnswers(given, withNamesIn);
}

/** More response headers that CORS ignores, anywhere among the others, named `Unrelated`. */
export function withUnrelatedHeaders(given: Given): fc.Arbitrary<Given> {
  const name = fc.oneof(
    token().map((name) => `Unrelated-${name}`),
    fc.constantFrom('X-Unrelated', 'Access-Control-Allow-Origin-Unrelated'),
    fc.constantFrom('Unrelated-Access-Control-Allow-Origin', 'Access-Control-Unrelated'),
  );
  const value = fc.constantFrom('*', 'x', '{A}', 'null', 'true', '');
  return withAnswers(given, (headers) =>
    fc
      .tuple(name, value, fc.nat({ max: headers.length }))
      .map(([name, value, at]) => [...headers.slice(0, at), [name, value], ...headers.slice(at)]),
  );
}

/** More grants of methods, request headers and exposed headers. */
export function withMoreGrants(given: Given): fc.Arbitrary<Given> {
  const more = fc.subarray<HeaderLine>(
    [
      ['Access-Control-Allow-Methods', '*, PUT, PATCH, patch, QUERY'],
      ['Access-Control-Allow-Headers', '*, Authorization, X-Token, Content-Type'],
      ['Access-Control-Expose-Headers', '*, ETag'],
    ],
    { minLength: 1 },
  );
  return withAnswers(given, (headers) => more.map((lines) => [...headers, ...lines]));
}

/** The `Access-Control-Allow-Origin` line of each response twice. */
export function withAllowOriginTwice(given: Given): Given {
  const twice = (headers: readonly HeaderLine[]) =>
    headers.flatMap((line) =>
      /^access-control-allow-origin$/i.test(line[0]) ? [line, line] : [line],
    );
  return { ...given, server: given.server.map((rule) => answering(rule, twice)) };
}

/** The fetches in the given credentials mode. */
export function withCredentials(given: Given, credentials: 'omit' | 'include'): Given {
  return { ...given, fetches: given.fetches.map((fetch) => ({ ...fetch, credentials })) };
}

function withAnswers(
  given: Given,
  vary: (headers: readonly HeaderLine[]) => fc.Arbitrary<HeaderLine[]>,
): fc.Arbitrary<Given> {
  const rules = given.server.map((rule) =>
    'headers' in rule
      ? vary(rule.headers).map((headers): ServerRule => ({ ...rule, headers }))
      : fc.constant(rule),
  );
  return fc.tuple(...rules).map((server) => ({ ...given, server }));
}

function answering(
  rule: ServerRule,
  change: (headers: readonly HeaderLine[]) => readonly HeaderLine[],
): ServerRule {
  return 'headers' in rule ? { ...rule, headers: change(rule.headers) } : rule;
}

function withNamesIn(headers: readonly HeaderLine[]): fc.Arbitrary<HeaderLine[]> {
  return fc.tuple(
    ...headers.map(([name, value]) => inAnyCase(name).map((name): HeaderLine => [name, value])),
  );
}
