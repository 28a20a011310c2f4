/** Reading the headers that have a grammar. */
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

/** What a header's ABNF says of its value. */
interface FieldGrammar {
  /** Whether one line is all there may be. */
  single: boolean;
  /** Whether a sender may write this value. */
  conforms(value: HeaderValue): boolean;
  /** The values that a recipient reads from one line. */
  parse(value: HeaderValue): HeaderValue[] | 'failure';
}

/** The eight CORS headers and `Origin`, and `Location`, by their names in lower case.
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
  // A URI reference, but what browsers accept is whatever the URL parser does: see rulings.json.
  ['location', oneValue(() => true)],
]);

function oneValue(conforms: (value: HeaderValue) => boolean): FieldGrammar {
  return { single: true, conforms, parse: (value) => (conforms(value) ? [value] : 'failure') };
}

/** Lists of tokens, `1#` or `#`: methods and field names are both that. */
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
  if (grammar === undefined) throw new RangeError(`no grammar for the header ${name}`);
  return grammar;
}

/**
 * Whether a sender may write this value, by the ABNF of the header. Stricter than what a recipient
 * has to read: lists have no empty members.
 *
 * @throws RangeError for a header that is none of the eight of CORS, `Origin`, or `Location`
 * @see https://fetch.spec.whatwg.org/#http-new-header-syntax
 */
export function conformsToABNF([name, value]: Header): boolean {
  return grammarOf(name).conforms(value);
}

/** The values in one header line, or failure if it does not fit its ABNF.
 *  @throws RangeError for a header that is none of the eight of CORS, `Origin`, or `Location`
 *  @see https://fetch.spec.whatwg.org/#extract-header-values */
export function extractHeaderValues([name, value]: Header): HeaderValue[] | 'failure' {
  const values = grammarOf(name).parse(value);
  // 1. It does not parse.
  if (values === 'failure') return 'failure';
  // 2. What it holds.
  return values;
}

/** The values of all lines of a header; null if it is absent, failure if one line is malformed.
 *  @throws RangeError for a header that is none of the eight of CORS, `Origin`, or `Location`
 *  @see https://fetch.spec.whatwg.org/#extract-header-list-values */
export function extractHeaderListValues(
  name: HeaderName,
  list: HeaderList,
): HeaderValue[] | 'failure' | null {
  // 1. Absent.
  if (!headerListContains(list, name)) return null;
  const headers = list.filter(([candidate]) => byteCaseInsensitiveMatch(candidate, name));
  // 2. More lines than its grammar has room for.
  if (grammarOf(name).single && headers.length > 1) return 'failure';
  // 3.
  const values: HeaderValue[] = [];
  // 4. Line by line:
  for (const header of headers) {
    // 4.1.
    const extract = extractHeaderValues(header);
    // 4.2. One bad line spoils all.
    if (extract === 'failure') return 'failure';
    // 4.3.
    values.push(...extract);
  }
  // 5.
  return values;
}
