/** Parses headers by their grammar. */
import { byteCaseInsensitiveMatch, byteLowercase } from './byte-sequence.ts';
import {
  isDeltaSeconds,
  isListOf,
  isNonEmptyListOf,
  isOriginOrNull,
  isToken,
  isWildcard,
  parseList,
} from './grammar.ts';
import {
  type Header,
  type HeaderList,
  type HeaderName,
  type HeaderValue,
  headerListContains,
} from './header-list.ts';

/** How a header's ABNF is applied to a value. */
interface FieldGrammar {
  /** Whether the header may have only one line. */
  single: boolean;
  /** Whether a sender may send this value. */
  conforms(value: HeaderValue): boolean;
  /** Returns the values that a recipient reads from one line. */
  parse(value: HeaderValue): HeaderValue[] | 'failure';
}

/** The grammars of the eight CORS headers, `Origin` and `Location`, by lower-case name.
 *  @see https://fetch.spec.whatwg.org/#http-new-header-syntax
 *  @see https://fetch.spec.whatwg.org/#origin-header */
const grammars: ReadonlyMap<HeaderName, FieldGrammar> = new Map([
  ['origin', oneValue(isOriginOrNull)],
  ['access-control-request-method', oneValue(isToken)],
  ['access-control-request-headers', list(true)],
  ['access-control-allow-origin', oneValue((value) => isOriginOrNull(value) || isWildcard(value))],
  ['access-control-allow-credentials', oneValue((value) => value === 'true')],
  ['access-control-expose-headers', list(false)],
  ['access-control-max-age', oneValue(isDeltaSeconds)],
  ['access-control-allow-methods', list(false)],
  ['access-control-allow-headers', list(false)],
  // By its grammar a URI reference, but browsers accept what the URL parser does: see rulings.json.
  ['location', oneValue(() => true)],
]);

function oneValue(conforms: (value: HeaderValue) => boolean): FieldGrammar {
  return { single: true, conforms, parse: (value) => (conforms(value) ? [value] : 'failure') };
}

/** A list of tokens, `1#` or `#`. Methods and field names are both tokens. */
function list(atLeastOne: boolean): FieldGrammar {
  return {
    single: false,
    conforms: (value) => (atLeastOne ? isNonEmptyListOf : isListOf)(isToken, value),
    parse: (value) => {
      const elements = parseList(isToken, value);
      return atLeastOne && elements.length === 0 ? 'failure' : elements;
    },
  };
}

function grammarOf(name: HeaderName): FieldGrammar {
  const grammar = grammars.get(byteLowercase(name));
  if (grammar === undefined) throw new RangeError(`the grammar of the header ${name} is not known`);
  return grammar;
}

/**
 * Whether a sender may send this value, by the ABNF of the header. This is stricter than what a
 * recipient must accept: lists have no empty members.
 *
 * @throws RangeError for a header other than the eight CORS headers, `Origin` and `Location`
 * @see https://fetch.spec.whatwg.org/#http-new-header-syntax
 */
export function conformsToABNF([name, value]: Header): boolean {
  return grammarOf(name).conforms(value);
}

/** The values in one header line, or failure if the line does not match the header's ABNF.
 *  @throws RangeError for a header other than the eight CORS headers, `Origin` and `Location`
 *  @see https://fetch.spec.whatwg.org/#extract-header-values */
export function extractHeaderValues([name, value]: Header): HeaderValue[] | 'failure' {
  const values = grammarOf(name).parse(value);
  // 1. If parsing fails, return failure.
  if (values === 'failure') return 'failure';
  // 2. Otherwise, return the values.
  return values;
}

/** The values in all lines of a header; null if it is absent, failure if a line is malformed.
 *  @throws RangeError for a header other than the eight CORS headers, `Origin` and `Location`
 *  @see https://fetch.spec.whatwg.org/#extract-header-list-values */
export function extractHeaderListValues(
  name: HeaderName,
  list: HeaderList,
): HeaderValue[] | 'failure' | null {
  // 1. If the header is absent, return null.
  if (!headerListContains(list, name)) return null;
  const headers = list.filter(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  // 2. If there are more lines than its grammar allows, return failure.
  if (grammarOf(name).single && headers.length > 1) return 'failure';
  // 3.
  const values: HeaderValue[] = [];
  // 4. For each line:
  for (const header of headers) {
    // 4.1.
    const extract = extractHeaderValues(header);
    // 4.2. One malformed line makes the whole header a failure.
    if (extract === 'failure') return 'failure';
    // 4.3.
    values.push(...extract);
  }
  // 5.
  return values;
}
