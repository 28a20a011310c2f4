/** Judgements over the values of the CORS headers. */
import {
  conformsToABNF,
  type Exchange,
  extractHeaderListValues,
  getHeader,
  isCorsPreflightRequest,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  normalizeMethod,
  parseOrigin,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { decidedBy, failed, passed, skipped, undecided } from './judgement.ts';
import type { FetchPlan } from './plans.ts';
import { exchangesOf, headersOf, linesOf, namesIn } from './transcript.ts';

/** Every line of one header is one that a sender may write, and a single value has one line. */
export function judgeGrammar(transcripts: readonly Transcript[], planned: FetchPlan): Judgement {
  const header = planned.case.header as string;
  const isList = /-(Methods|Headers)$/.test(header);
  const expected = `${header} conforms to its grammar${isList ? '' : ', in one line'}`;
  const exchanges = exchangesOf(transcripts);
  for (const exchange of exchanges) {
    const lines = linesOf(exchange, header);
    const bad = lines.find((value) => !isGrammatical(header, value));
    const message =
      bad !== undefined
        ? `"${bad}" does not`
        : !isList && lines.length > 1
          ? `there are ${lines.length} lines`
          : null;
    if (message === null) continue;
    const found = bad === undefined ? `${lines.length} lines` : withoutOrigin(bad, exchange);
    const difference = { on: partOf(exchange), name: header, found, expected: 'the grammar' };
    return failed(undecided([exchange]), expected, message, difference);
  }
  const isSeen = exchanges.some((exchange) => linesOf(exchange, header).length > 0);
  return isSeen
    ? passed(undecided(exchanges), expected, 'it does')
    : skipped(undecided(exchanges), expected, `no response has ${header}`);
}

/** The grammar excludes hosts that browsers have, such as one with an underscore. An origin as
 *  browsers write it is right nevertheless. Empty members of lists are judged elsewhere. */
function isGrammatical(header: string, value: string): boolean {
  const isOrigin = header === 'Access-Control-Allow-Origin' && parseOrigin(value) !== null;
  return isOrigin || conformsToABNF([header, value]) || hasEmptyMembers(header, value);
}

const lists = [
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
];

/** No list has an empty member. */
export function judgeListMembers(transcripts: readonly Transcript[]): Judgement {
  const expected = 'lists without empty members';
  const exchanges = exchangesOf(transcripts);
  for (const exchange of exchanges) {
    for (const header of lists) {
      const found = linesOf(exchange, header).find((value) => hasEmptyMembers(header, value));
      if (found === undefined) continue;
      const message = `${header}: "${found}" has one`;
      const difference = { on: partOf(exchange), name: header, found, expected: 'no empty member' };
      return failed(undecided([exchange]), expected, message, difference);
    }
  }
  const isSeen = exchanges.some((exchange) =>
    lists.some((header) => linesOf(exchange, header).length > 0),
  );
  return isSeen
    ? passed(undecided(exchanges), expected, 'they have none')
    : skipped(undecided(exchanges), expected, 'no response has a list');
}

/** Whether a list is wrong only for this: recipients skip empty members, which senders may not write.
 *  @see https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.1 */
function hasEmptyMembers(header: string, value: string): boolean {
  return (
    !conformsToABNF([header, value]) &&
    /-(Methods|Headers)$/.test(header) &&
    extractHeaderListValues(header, [[header, value]]) !== 'failure'
  );
}

/** The preflight response has the Access-Control-Max-Age of the policy. */
export function judgeMaxAge({ fetch, outcome }: Transcript, planned: FetchPlan): Judgement {
  const { maxAge } = planned.place.policy;
  const preflight = outcome.exchanges.find(({ request }) => isCorsPreflightRequest(request));
  if (maxAge === undefined || !fetch.intent.allowed || preflight === undefined) {
    const expected = 'a policy that says how long browsers remember its preflights';
    return skipped(decidedBy(outcome), expected, 'the policy does not say, or needs no preflight');
  }
  const name = 'Access-Control-Max-Age';
  const expected = `${name}: ${maxAge} on the preflight`;
  const isRefused = outcome.type === 'error' && outcome.exchanges.at(-1) === preflight;
  if (isRefused) return skipped(undecided([preflight]), expected, 'the preflight is not granted');
  const value = getHeader(headersOf(preflight), name);
  const message = value === null ? `there is no ${name}` : `it is "${value}"`;
  if (value === String(maxAge)) return passed(undecided([preflight]), expected, message);
  const difference = { on: 'preflight', name, found: value, expected: String(maxAge) };
  return failed(undecided([preflight]), expected, message, difference);
}

/** Access-Control-Allow-Credentials never stands beside a wildcard. */
export function judgeCredentialsWithWildcard(transcripts: readonly Transcript[]): Judgement {
  const expected = 'no Access-Control-Allow-Credentials beside Access-Control-Allow-Origin: *';
  const exchanges = exchangesOf(transcripts);
  const both = exchanges.find(
    (exchange) =>
      getHeader(headersOf(exchange), 'Access-Control-Allow-Origin') === '*' &&
      getHeader(headersOf(exchange), 'Access-Control-Allow-Credentials') !== null,
  );
  if (both === undefined) {
    return passed(undecided(exchanges), expected, 'they never stand together');
  }
  const name = 'Access-Control-Allow-Credentials';
  const found = getHeader(headersOf(both), name);
  const difference = { on: partOf(both), name, found, expected: null };
  return failed(
    undecided([both]),
    expected,
    'Access-Control-Allow-Credentials stands beside Access-Control-Allow-Origin: *',
    difference,
  );
}

/** Nothing is granted that no page can ask for. */
export function judgeGrantsUseful(transcripts: readonly Transcript[]): Judgement {
  const expected = 'only headers and methods are granted that pages can ask for';
  const exchanges = exchangesOf(transcripts);
  for (const exchange of exchanges) {
    const names = [
      ...namesIn(exchange, 'Access-Control-Allow-Headers').filter((name) =>
        isForbiddenRequestHeader(name, ''),
      ),
      ...namesIn(exchange, 'Access-Control-Allow-Methods').filter(
        (name) => isForbiddenMethod(name) || normalizeMethod(name) !== name,
      ),
    ];
    if (names.length === 0) continue;
    // Some servers keep a list in a hash table, and its order differs from run to run.
    const useless = [...new Set(names)].sort();
    const message = `also granted: ${useless.join(', ')}`;
    const difference = { on: partOf(exchange), name: 'grants', found: useless, expected: [] };
    return failed(undecided([exchange]), expected, message, difference);
  }
  return passed(undecided(exchanges), expected, 'no others are');
}

function partOf({ request }: Exchange): 'preflight' | 'response' {
  return isCorsPreflightRequest(request) ? 'preflight' : 'response';
}

/** A value in which the request's own origin is not spelled out, since it differs by policy. */
function withoutOrigin(value: string, { request }: Exchange): string {
  const origin = getHeader(request.headers, 'Origin');
  return origin === null || origin === '' ? value : value.replaceAll(origin, '{origin}');
}
