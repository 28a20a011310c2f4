/** The verdict on a case, from both ends: what the page saw, and what arrived on the wire. */
import type { Expectation, SentRequest, SharedExpectation } from '../../conformance/exchanges.ts';
import { isCorsPreflightRequest } from '../../reference/index.ts';
import type { Seen, SeenResponse } from './seen.ts';
import type { LoggedRequest, RunningCase } from './wire/case-server.ts';
import { unplace } from './wire/placement.ts';

/**
 * Compares what happened with what has to happen.
 *
 * @returns one sentence for each difference, in the words of the corpus; none if all is well
 */
export function judge(running: RunningCase, seen: readonly Seen[]): string[] {
  const { placement, case: exchangeCase } = running;
  const differences = exchangeCase.expect.flatMap((expectation, index) => {
    const outcome = seen[index] ?? { type: 'unsettled' };
    const sent = withoutRetries(running.requests.filter(({ fetch }) => fetch === index));
    const found = [...judgeSeen(outcome, expectation), ...judgeWire(sent, expectation.wire)];
    return exchangeCase.expect.length === 1
      ? found
      : found.map((difference) => `fetch ${index + 1}: ${difference}`);
  });
  return differences.map((difference) => unplace(difference, placement));
}

/** A request that was dropped may be repeated, any number of times. */
function withoutRetries(requests: readonly LoggedRequest[]): LoggedRequest[] {
  return requests.filter((request, index) => {
    const previous = requests[index - 1];
    return !(previous?.answer === 'dropped' && nameOf(previous) === nameOf(request));
  });
}

function judgeSeen(seen: Seen, expectation: Expectation): string[] {
  const expected = describe(expectation);
  if (seen.type === 'unsettled') return [`the fetch came to no end, instead of ${expected}`];
  if (expectation.type === 'error') {
    return seen.type === 'error'
      ? []
      : [`the page got ${describeSeen(seen)} instead of ${expected}`];
  }
  if (seen.type === 'error') return [`the page got an error instead of ${expected}`];
  if (seen.type !== 'shared' && seen.type !== expectation.type) {
    return [`the page got ${describeSeen(seen)} instead of ${expected}`];
  }
  return judgeResponse(seen, expectation);
}

function judgeResponse(seen: SeenResponse, expectation: SharedExpectation): string[] {
  const names = seen.headers.map(([name]) => name.toLowerCase());
  const { status, exposed, hidden, body, url, redirected } = expectation;
  const differs = (what: string, found: unknown, expected: unknown) =>
    expected === undefined || found === expected
      ? []
      : [`the page got ${what} ${show(found)} instead of ${show(expected)}`];
  return [
    ...differs('status', seen.status, status),
    ...exposed.filter((name) => !names.includes(name)).map((name) => `${name} is not exposed`),
    ...hidden.filter((name) => names.includes(name)).map((name) => `${name} is exposed`),
    ...differs('body', seen.body, body),
    ...differs('URL', seen.url, url),
    ...(seen.redirected === null ? [] : differs('redirected', seen.redirected, redirected)),
  ];
}

function judgeWire(sent: readonly LoggedRequest[], expected: readonly SentRequest[]): string[] {
  const differences: string[] = [];
  for (const request of sent) {
    if (request.answer === 'unmatched') {
      differences.push(`${nameOf(request)} was sent, which no rule answers`);
    }
  }
  const arrived = sent.map(nameOf);
  const awaited = expected.map(nameOf);
  if (arrived.join('\n') !== awaited.join('\n')) {
    const show = (names: string[]) => (names.length === 0 ? 'nothing' : names.join(', '));
    return [...differences, `sent: ${show(arrived)}; instead of: ${show(awaited)}`];
  }
  sent.forEach((request, index) => {
    differences.push(...judgeRequest(request, expected[index] as SentRequest));
  });
  return differences;
}

function judgeRequest(request: LoggedRequest, expected: SentRequest): string[] {
  const differences: string[] = [];
  const differs = (name: string, found: string | null, value: string | null) => {
    if (found === value) return;
    differences.push(`${nameOf(request)}: ${name} is ${show(found)} instead of ${show(value)}`);
  };
  for (const name of new Set(expected.headers.map(([each]) => each))) {
    differs(name, combined(request.headers, name), combined(expected.headers, name));
  }
  for (const name of expected.absent) differs(name, combined(request.headers, name), null);
  if (expected.body !== undefined) differs('the body', request.body, expected.body);
  if (isCorsPreflightRequest(request)) differences.push(...judgePreflight(request, expected));
  return differences;
}

/** What holds of every preflight, whatever the case says of it. */
function judgePreflight(request: LoggedRequest, expected: SentRequest): string[] {
  const differences = ['Cookie', 'Authorization']
    .filter((name) => combined(request.headers, name) !== null)
    .map((name) => `${nameOf(request)}: the preflight carries ${name}`);
  const asked = combined(request.headers, 'Access-Control-Request-Headers');
  const names = asked?.split(',') ?? [];
  const canonical = [...new Set(names.map((name) => name.trim().toLowerCase()))].sort();
  const isJudged = combined(expected.headers, 'Access-Control-Request-Headers') !== null;
  if (!isJudged && asked !== null && asked !== canonical.join(',')) {
    differences.push(`${nameOf(request)}: Access-Control-Request-Headers is ${show(asked)}`);
  }
  return differences;
}

function nameOf({ method, origin, path }: Pick<SentRequest, 'method' | 'origin' | 'path'>): string {
  return `${method} {${origin}}${path}`;
}

/** Lines of one name are one value, as HTTP lets anyone combine them on the way. */
function combined(headers: SentRequest['headers'], name: string): string | null {
  const values = headers
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ').replace(/^[\t ]+|[\t ]+$/g, '');
}

function describe(expectation: Expectation): string {
  if (expectation.type !== 'error') return `a response (${expectation.type})`;
  return `an error (${expectation.step === undefined ? expectation.cause : expectation.reason})`;
}

function describeSeen(seen: SeenResponse): string {
  return `a response (${seen.type}, ${seen.status})`;
}

function show(value: unknown): string {
  return value === null ? 'absent' : JSON.stringify(value);
}
