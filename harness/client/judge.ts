/** The verdict on a case, from both ends: what the page saw, and what arrived on the wire. */
import { preflightFor } from '../../conformance/asked-again.ts';
import type {
  Expectation,
  LoadedExpectation,
  SentRequest,
  SharedExpectation,
} from '../../conformance/exchanges.ts';
import { isCorsPreflightRequest } from '../../reference/index.ts';
import type {
  ClientDifference,
  PageDifference,
  RequestDifference,
  RequestName,
  WireDifference,
} from './differences.ts';
import type { Seen, SeenLoaded, SeenResponse } from './seen.ts';
import type { LoggedRequest, RunningCase } from './wire/case-server.ts';
import { unplace } from './wire/placement.ts';

export interface Judgement {
  /** None if all is well. */
  readonly differences: readonly ClientDifference[];
  /** Whether there was a preflight that the client may send, but need not. */
  readonly asksAgain: boolean;
}

/** Compares what happened with what has to happen. */
export function judge(running: RunningCase, seen: readonly Seen[]): Judgement {
  const { placement, case: exchangeCase } = running;
  const isAlone = exchangeCase.expect.length === 1;
  let asksAgain = false;
  const differences = exchangeCase.expect.flatMap((expectation, index) => {
    const outcome = seen[index] ?? { type: 'unsettled' };
    const sent = withoutRetries(running.requests.filter(({ fetch }) => fetch === index));
    const wire = withAskedAgain(expectation.wire, sent);
    asksAgain ||= wire.length > expectation.wire.length;
    // Only the wire tells of a mask, as pages cannot see it.
    const isUnseen =
      outcome.type === 'unseen' && exchangeCase.given.fetches[index]?.initiator === 'mask-image';
    const onPage = isUnseen ? [] : judgeSeen(outcome, expectation);
    const found = [...onPage, ...judgeWire(sent, wire)];
    return isAlone ? found : found.map((difference) => ({ fetch: index + 1, ...difference }));
  });
  return { differences: unplace(differences, placement), asksAgain };
}

/** What has to be sent, with those preflights that may be sent, and were. */
function withAskedAgain(
  wire: readonly SentRequest[],
  sent: readonly LoggedRequest[],
): readonly SentRequest[] {
  const due: SentRequest[] = [];
  for (const expected of wire) {
    const preflight = preflightFor(expected);
    const next = sent[due.length];
    const isAskedAgain =
      expected.mayAskAgain &&
      next !== undefined &&
      isCorsPreflightRequest(next) &&
      nameOf(next) === nameOf(preflight);
    due.push(...(isAskedAgain ? [preflight, expected] : [expected]));
  }
  return due;
}

/** A request that was dropped may be repeated, any number of times. */
function withoutRetries(requests: readonly LoggedRequest[]): LoggedRequest[] {
  return requests.filter((request, index) => {
    const previous = requests[index - 1];
    return !(previous?.answer === 'dropped' && nameOf(previous) === nameOf(request));
  });
}

function judgeSeen(seen: Seen, expectation: Expectation): PageDifference[] {
  // Some APIs do not tell the type of a response.
  const isAnyResponse =
    seen.type === 'shared' && expectation.type !== 'error' && expectation.type !== 'loaded';
  if (seen.type !== expectation.type && !isAnyResponse) {
    return [{ on: 'page', name: 'outcome', found: seen.type, expected: expectation.type }];
  }
  if (expectation.type === 'error') return [];
  if (expectation.type === 'loaded') return judgeLoaded(seen as SeenLoaded, expectation);
  return judgeResponse(seen as SeenResponse, expectation);
}

function judgeLoaded(
  { readable: found }: SeenLoaded,
  { readable: expected }: LoadedExpectation,
): PageDifference[] {
  return expected === undefined || found === expected
    ? []
    : [{ on: 'page', name: 'readable', found, expected }];
}

function judgeResponse(seen: SeenResponse, expectation: SharedExpectation): PageDifference[] {
  const readable = seen.headers.map(([name]) => name.toLowerCase());
  const differences: PageDifference[] = [];
  const compare = (
    name: PageDifference['name'],
    found: PageDifference['found'],
    expected: PageDifference['expected'] | undefined,
  ) => {
    if (expected !== undefined && found !== expected) {
      differences.push({ on: 'page', name, found, expected });
    }
  };
  compare('status', seen.status, expectation.status);
  for (const name of expectation.exposed) {
    if (!readable.includes(name)) compare('exposed', null, name);
  }
  for (const name of expectation.hidden) {
    if (readable.includes(name)) compare('hidden', name, null);
  }
  compare('body', seen.body, expectation.body);
  compare('url', seen.url, expectation.url);
  if (seen.redirected !== null) compare('redirected', seen.redirected, expectation.redirected);
  return differences;
}

function judgeWire(
  requests: readonly LoggedRequest[],
  expected: readonly SentRequest[],
): (WireDifference | RequestDifference)[] {
  const unanswered = requests
    .filter(({ answer }) => answer === 'unmatched')
    .map(
      (request): WireDifference => ({
        on: 'wire',
        name: 'unanswered',
        found: nameOf(request),
        expected: null,
      }),
    );
  const sent = requests.map(nameOf);
  const due = expected.map(nameOf);
  if (String(sent) !== String(due)) {
    return [...unanswered, { on: 'wire', name: 'sent', found: sent, expected: due }];
  }
  const ofRequests = requests.flatMap((request, index) =>
    judgeRequest(request, expected[index] as SentRequest),
  );
  return [...unanswered, ...ofRequests];
}

function judgeRequest(request: LoggedRequest, expected: SentRequest): RequestDifference[] {
  const on = nameOf(request);
  const due = headersDue(request, expected);
  const differences = [...due].flatMap(([name, value]): RequestDifference[] => {
    const found = combined(request.headers, name);
    return found === value ? [] : [{ on, name, found, expected: value }];
  });
  if (expected.body !== undefined && request.body !== expected.body) {
    differences.push({ on, name: 'body', found: request.body, expected: expected.body });
  }
  return differences;
}

/** The headers that matter, by their names in lower case; null for those that must be absent. */
function headersDue(request: LoggedRequest, expected: SentRequest): Map<string, string | null> {
  const due = new Map<string, string | null>();
  for (const [name] of expected.headers) {
    due.set(name.toLowerCase(), combined(expected.headers, name));
  }
  for (const name of expected.absent) due.set(name.toLowerCase(), null);
  if (!isCorsPreflightRequest(request)) return due;
  // Some things hold of every preflight, whatever the case says of it.
  due.set('cookie', null).set('authorization', null);
  const asked = combined(request.headers, 'access-control-request-headers');
  if (asked !== null && !due.has('access-control-request-headers')) {
    const names = asked.split(',').map((name) => name.trim().toLowerCase());
    due.set('access-control-request-headers', [...new Set(names)].sort().join(','));
  }
  return due;
}

function nameOf({
  method,
  origin,
  path,
}: Pick<SentRequest, 'method' | 'origin' | 'path'>): RequestName {
  return `${method} {${origin}}${path}`;
}

/** Lines of one name are one value, as HTTP lets anyone combine them on the way. */
function combined(headers: SentRequest['headers'], name: string): string | null {
  const values = headers
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ').replace(/^[\t ]+|[\t ]+$/g, '');
}
