/** Where a case is on the case server: its origins, and the prefix of its paths, which distinguishes its
 *  requests from those of other cases. */
import {
  type ExchangeCase,
  type Expectation,
  fillOrigins,
  type OriginLetter,
  type Origins,
  placeCase,
  type ServerRule,
} from '../../../conformance/exchanges.ts';

export interface Placement {
  readonly origins: Origins;
  /** Unique, of letters and digits. */
  readonly token: string;
}

/** A case that can be run. */
export interface PlacedCase {
  readonly placement: Placement;
  /** With all values filled in. Paths of rules and of the wire are as in the corpus. */
  readonly case: ExchangeCase;
}

const letters = ['A', 'B', 'C', 'D'] as const;

/**
 * In front of the paths of one origin. The letter is in it, as cookies that are set on one origin
 * must not go to another on the same host.
 */
export function prefixOf(letter: OriginLetter, { token }: Placement): string {
  return `/${token}${letter.toLowerCase()}`;
}

/** @returns the token, and the path as the corpus has it; null if no case is meant */
export function parsePath(path: string): { token: string; path: string } | null {
  const [, token, rest] = /^\/([0-9a-z]+)[abcd](\/.*)$/.exec(path) ?? [];
  return token === undefined || rest === undefined ? null : { token, path: rest };
}

export function place(exchangeCase: ExchangeCase, placement: Placement): PlacedCase {
  const { given, expect } = exchangeCase;
  return {
    placement,
    case: {
      ...exchangeCase,
      given: {
        fetches: given.fetches.map((fetch) => ({
          ...placeCase(fetch, placement.origins),
          url: placeURL(fetch.url, placement),
        })),
        cookies: given.cookies,
        server: given.server.map((rule) => placeRule(rule, placement)),
      },
      expect: expect.map((expectation) => placeExpectation(expectation, placement)),
    },
  };
}

/** Something said about a placed case, in the words of the corpus. */
export function unplace<Said>(said: Said, placement: Placement): Said {
  return JSON.parse(JSON.stringify(said), (_, value: unknown) =>
    typeof value === 'string' ? unplaceText(value, placement) : value,
  );
}

function unplaceText(text: string, placement: Placement): string {
  let unplaced = text;
  for (const letter of letters) {
    const origin = placement.origins[letter];
    const host = origin.slice(origin.indexOf('//') + 2);
    for (const [form, name] of [
      [origin, `{${letter}}`],
      [host, `{${letter}.host}`],
    ] as const) {
      unplaced = unplaced
        .replaceAll(form + prefixOf(letter, placement), name)
        .replaceAll(form, name);
    }
    unplaced = unplaced.replaceAll(`${prefixOf(letter, placement)}/`, '/');
  }
  return unplaced;
}

function placeRule(rule: ServerRule, placement: Placement): ServerRule {
  if ('drop' in rule) return rule;
  const placeLine = (name: string, value: string) =>
    placeValue(rule.on.origin, name, value, placement);
  if ('raw' in rule) {
    const raw = rule.raw.replace(
      /^((?:location|set-cookie):[\t ]*)(.*?)$/gim,
      (_, start: string, value: string) =>
        start + placeLine(start.slice(0, start.indexOf(':')), value),
    );
    return { ...rule, raw: fillOrigins(raw, placement.origins) };
  }
  const headers = rule.headers.map(([name, value]) => [name, placeLine(name, value)] as const);
  return { ...rule, headers, body: fillOrigins(rule.body, placement.origins) };
}

/** URLs lead to the case, and cookies stay in it. */
function placeValue(
  letter: OriginLetter,
  name: string,
  value: string,
  placement: Placement,
): string {
  const prefix = prefixOf(letter, placement);
  switch (name.toLowerCase()) {
    case 'location':
      return placeURL(value.replace(/^\/(?!\/)/, `${prefix}/`), placement);
    case 'set-cookie':
      return value.replace(/(;\s*path=)\//gi, `$1${prefix}/`);
    default:
      return fillOrigins(value, placement.origins);
  }
}

/** The prefix goes between an origin and its path. `{B}9` is not an origin with a path, but a bad port. */
function placeURL(url: string, placement: Placement): string {
  const withPrefix = url.replace(
    /(\{(?:[^{}@]*@)?([ABCD])(?:\.(?:host|upper))?\})(\/|(?=[?#])|$)/g,
    (_, origin: string, letter: OriginLetter) => `${origin}${prefixOf(letter, placement)}/`,
  );
  return fillOrigins(withPrefix, placement.origins);
}

function placeExpectation(expectation: Expectation, placement: Placement): Expectation {
  const placed = placeCase(expectation, placement.origins);
  if (!('url' in expectation) || expectation.url === undefined) return placed;
  return { ...placed, url: placeURL(expectation.url, placement) } as Expectation;
}
