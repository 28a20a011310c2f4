/** Why clients differ: results with the same cause are one finding, however many cases show it. */
import type { Difference, Value } from '../../deviations/difference.ts';
import { verdictsByWeight } from '../../output/html/page.ts';
import type { Verdict } from '../client-report.ts';
import { knownText } from './client-words.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedCase, ReportedClient } from './reported-client.ts';

export interface ClientCause {
  readonly verdict: Verdict;
  /** It in one line. */
  readonly cause: string;
  /** All results that show it, in the order of the cases. */
  readonly results: readonly ReportedCase[];
}

/** What fails a run of one client, or leaves it incomplete. */
export function causesOf(client: ReportedClient): ClientCause[] {
  const all = client.results
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'gone' || verdict === 'error')
    .map((result) => ({ verdict: result.verdict, cause: causeOf(result, client), result }));
  return byCause(all, ({ verdict, cause }) => [verdict, cause]).flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { verdict, cause } = first;
    return [{ verdict, cause, results: members.map(({ result }) => result) }];
  });
}

/** What a result has in common with others: how it differs, what it is known for, or what broke. */
export function causeOf(result: ReportedCase, client: ReportedClient): string {
  if (result.verdict === 'fail') return kindOf(result.differences);
  if (result.verdict === 'error') return result.details.join('; ');
  return knownText(result, client) ?? '';
}

/** Results that have a key in common: the worst first, among them what most results show.
 *  The first part of a key is the verdict. */
export function byCause<T>(
  all: readonly T[],
  keyOf: (one: T) => readonly [Verdict, ...string[]],
): T[][] {
  const groups = new Map<string, { weight: number; members: T[] }>();
  for (const one of all) {
    const [verdict, ...others] = keyOf(one);
    const key = JSON.stringify([verdict, ...others]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { weight: verdictsByWeight.indexOf(verdict), members: [one] });
    } else group.members.push(one);
  }
  return [...groups.values()]
    .sort((a, b) => a.weight - b.weight || b.members.length - a.members.length)
    .map(({ members }) => members);
}

/** What came first decides, since the rest follows from it: of the first fetch that differs, which
 *  requests were sent, then what was in them, then what the page saw. */
function kindOf(differences: readonly Difference[]): string {
  const fetches = differences.map(({ fetch = 1 }) => fetch);
  const inFirst = differences.filter(({ fetch = 1 }) => fetch === Math.min(...fetches));
  const first =
    inFirst.find(({ on, name }) => on === 'wire' && name === 'sent') ??
    inFirst.find(({ on }) => on === 'wire') ??
    inFirst.find(({ on }) => on !== 'page') ??
    inFirst[0];
  if (first === undefined) return '';
  const { on, name, found, expected } = first;
  if (on === 'page') return sentenceOf({ on, name, found, expected });
  if (on === 'wire') return name === 'sent' ? kindOfRequests(found, expected) : unansweredRequest;
  return kindOfRequest(first);
}

const unansweredRequest = 'a request is sent that no rule of the case answers';

function kindOfRequests(found: Value, expected: Value): string {
  const extra = without(namesIn(found), namesIn(expected));
  const missing = without(namesIn(expected), namesIn(found));
  if (extra.some(isOptions)) return 'an OPTIONS request is sent that is not expected';
  if (missing.some(isOptions)) return 'an OPTIONS request is expected and not sent';
  if (missing.length === 0 && extra.length > 0) return 'a request is sent that is not expected';
  if (extra.length === 0 && missing.length > 0) return 'a request is expected and not sent';
  return 'other requests are sent than expected';
}

function namesIn(value: Value): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What is left of a list without the members of another, each taken once. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return names.filter((name) => {
    const index = rest.indexOf(name);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

function isOptions(request: string): boolean {
  return request.startsWith('OPTIONS ');
}

function kindOfRequest({ on, name, found, expected }: Difference): string {
  const request = isOptions(on) ? 'an OPTIONS request' : 'a request';
  const what = name === 'body' ? 'body' : `header ${name}`;
  if (found === null) return `${request} does not have the ${what} that is expected`;
  if (expected === null) return `${request} has a ${what} that is not expected`;
  return `${request} has another ${name === 'body' ? 'body' : `value of the ${what}`} than expected`;
}
