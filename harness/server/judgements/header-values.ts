/** Judgements over the values of the CORS headers. */
import type { PlannedCase } from '../../../conformance/servers/index.ts';
import {
  byteCaseInsensitiveMatch,
  conformsToABNF,
  type Exchange,
  extractHeaderListValues,
  getHeader,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  normalizeMethod,
} from '../../../reference/index.ts';
import { isPreflight, type Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { decidedBy, undecided } from './words.ts';

type FetchCase = PlannedCase & { kind: 'fetch' };

/** Every line of a header that came back is one that a sender may write, and stands alone. */
export function judgeGrammar(transcripts: readonly Transcript[], header: string): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const single = !/-(Methods|Headers)$/.test(header);
  for (const exchange of exchanges) {
    const lines = linesOf(exchange, header);
    const bad = lines.find((value) => !conformsToABNF([header, value]));
    const message =
      bad !== undefined
        ? `the value "${bad}" does not fit it`
        : single && lines.length > 1
          ? `there are ${lines.length} lines`
          : null;
    if (message !== null) {
      const expected = `${header} as its grammar has it, ${single ? 'at most once' : 'in every line'}`;
      return { ...undecided([exchange]), verdict: 'fail', expected, message };
    }
  }
  const seen = exchanges.some((exchange) => linesOf(exchange, header).length > 0);
  return {
    ...undecided(exchanges),
    verdict: seen ? 'pass' : 'skip',
    expected: `${header} as its grammar has it`,
    message: seen ? 'it fits' : `no response has ${header}`,
  };
}

function linesOf(exchange: Exchange, header: string): string[] {
  return (exchange.response?.headers ?? [])
    .filter(([name]) => byteCaseInsensitiveMatch(name, header))
    .map(([, value]) => value);
}

export function judgeMaxAge({ fetch, outcome }: Transcript, planned: FetchCase): Judgement {
  const { maxAge } = planned.place.policy;
  const preflight = outcome.exchanges.find(({ request }) => isPreflight(request));
  if (maxAge === undefined || !fetch.intent.allowed || preflight === undefined) {
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a policy that says how long its preflights hold',
      message: 'the policy does not say, or allows nothing that needs a preflight',
    };
  }
  const value = getHeader(preflight.response?.headers ?? [], 'Access-Control-Max-Age');
  return {
    ...undecided([preflight]),
    verdict: value === String(maxAge) ? 'pass' : 'fail',
    expected: `Access-Control-Max-Age: ${maxAge} on the preflight`,
    message: `it is ${value === null ? 'absent' : `"${value}"`}`,
  };
}

export function judgeCredentialsWithWildcard(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const both = exchanges.filter(
    ({ response }) =>
      getHeader(response?.headers ?? [], 'Access-Control-Allow-Origin') === '*' &&
      getHeader(response?.headers ?? [], 'Access-Control-Allow-Credentials') !== null,
  );
  return {
    ...undecided(both.length > 0 ? both : exchanges),
    verdict: both.length > 0 ? 'fail' : 'pass',
    expected: 'no Access-Control-Allow-Credentials beside Access-Control-Allow-Origin: *',
    message: both.length > 0 ? 'both are there' : 'they never stand together',
  };
}

/** Nothing is granted that pages can never ask for. */
export function judgeGrantsUseful(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const useless = (exchange: Exchange): string[] => [
    ...namesIn(exchange, 'Access-Control-Allow-Headers').filter((name) =>
      isForbiddenRequestHeader(name, ''),
    ),
    ...namesIn(exchange, 'Access-Control-Allow-Methods').filter(
      (name) => isForbiddenMethod(name) || normalizeMethod(name) !== name,
    ),
  ];
  const failing = exchanges.find((exchange) => useless(exchange).length > 0);
  return {
    ...undecided(failing === undefined ? exchanges : [failing]),
    verdict: failing === undefined ? 'pass' : 'fail',
    expected: 'no header and no method to be granted that pages can never ask for',
    message: failing === undefined ? 'none is' : `granted: ${useless(failing).join(', ')}`,
  };
}

function namesIn({ response }: Exchange, header: string): string[] {
  const names = extractHeaderListValues(header, response?.headers ?? []);
  return names === 'failure' || names === null ? [] : names;
}
