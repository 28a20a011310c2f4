/** What a run of a client came to, whatever is written about it. */
import { isListedVersion, type KnownDeviations } from '../deviations/known-deviations.ts';
import type { Shard } from '../run/shard.ts';
import type { Feature } from './client.ts';
import type { GeneratedRun } from './generated/run-generated.ts';
import type { JudgedResult } from './known.ts';
import { type Protocol, protocolNames } from './wire/protocols.ts';

export interface ClientReport {
  readonly client: string;
  readonly version: string;
  /** What the case server spoke. */
  readonly protocol: Protocol;
  /** When it was run, as YYYY-MM-DD. */
  readonly date: string;
  /** When the run began, as an ISO 8601 date and time, and how many seconds it took. */
  readonly started: string;
  readonly seconds: number;
  readonly features: readonly Feature[];
  /** Whether it implements CORS at all; if not, there is nothing else to say. */
  readonly implementsCORS: boolean;
  /** How many cases were to be run, those of the corpus or generated ones. */
  readonly planned: number;
  /** In the order of the cases. */
  readonly results: readonly JudgedResult[];
  /** Null if there is no list for the client. */
  readonly known: KnownDeviations | null;
  /** Keys of the list that match no case that deviates. */
  readonly unmatched: readonly string[];
  readonly generated: GeneratedRun | null;
  /** Why the run ended before its end; null if it did not, or was interrupted. */
  readonly stopReason: string | null;
  /** The exit code of a run that was interrupted; null if it was not. */
  readonly interruptedCode: number | null;
  /** Which part of a run this is; null if it is the whole. */
  readonly shard: ClientShard | null;
}

/** A part of a run, and what it takes to put the whole together. */
export interface ClientShard extends Shard {
  /** The digest of the corpus. */
  readonly corpus: string;
  /** How many cases the whole run has, and the ids of those of the corpus. */
  readonly planned: number;
  readonly due: readonly string[];
}

/** Names the client, and the protocol unless it is the usual one. */
export function titleOf({
  client,
  version,
  protocol,
}: Pick<ClientReport, 'client' | 'version' | 'protocol'>): string {
  const over = protocol === 'http1' ? '' : ` over ${protocolNames[protocol]}`;
  return `${client} ${version}`.trim() + over;
}

export type Verdict = JudgedResult['verdict'];

export type Conclusion = 'PASSED' | 'FAILED' | 'INCOMPLETE';

export function countsOf(
  results: readonly Pick<JudgedResult, 'verdict'>[],
): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Whether the client is right, but has sent a preflight that its cache could have made unnecessary. */
export function asksAgainAsItMay({
  verdict,
  asksAgain,
}: Pick<JudgedResult, 'verdict' | 'asksAgain'>): boolean {
  return verdict === 'pass' && asksAgain;
}

/** Whether what is not listed fails the run; on a version that the list is not about it only warns. */
export function isStrict({ known, version }: ClientReport): boolean {
  return isListedVersion(known, version);
}

/** Whether everything was judged, and the client differs in nothing but what is listed. */
export function isAsListed(report: ClientReport): boolean {
  return unlistedCount(report) === 0 && isJudged(report);
}

/** 1 if the client differs from what is listed, else 2 if something could not be judged, else 0. */
export function exitCodeOf(report: ClientReport): number {
  return report.interruptedCode ?? codeOfResults(report);
}

function codeOfResults(report: ClientReport): 0 | 1 | 2 {
  if (unlistedCount(report) > 0 && isStrict(report)) return 1;
  return isJudged(report) ? 0 : 2;
}

/** The run in one word. It is incomplete if something could not be judged, or was not run. */
export function conclusionOf(report: ClientReport): Conclusion {
  const code = codeOfResults(report);
  if (code === 1) return 'FAILED';
  return code === 0 && report.interruptedCode === null ? 'PASSED' : 'INCOMPLETE';
}

function unlistedCount({ results, unmatched, generated }: ClientReport): number {
  const { fail = 0, gone = 0 } = countsOf(results);
  return fail + gone + unmatched.length + (generated?.disagreements.length ?? 0);
}

function isJudged({ implementsCORS, results, generated, stopReason }: ClientReport): boolean {
  const isEmpty = results.length === 0 && generated === null;
  return implementsCORS && stopReason === null && !isEmpty && !countsOf(results).error;
}

/** How many cases were not run, since the run was interrupted or cut short. */
function notRun({ planned, results, generated }: ClientReport): number {
  return planned - (generated?.runs ?? results.length);
}

/** Why cases were not run, and how many; null if all were. */
export function cutShort(report: ClientReport): string | null {
  const { planned, interruptedCode, stopReason } = report;
  if (interruptedCode === null && stopReason === null) return null;
  return `${stopReason ?? 'Interrupted'}: ${notRun(report)} of ${planned} cases were not run.`;
}

/** The last line of a report for people. */
export function verdictLine(report: ClientReport): string {
  const why = cutShort(report);
  return `${conclusionOf(report)}  ${why === null ? '' : `${why} `}${countsLine(report)}`;
}

/** The counts in one line, for people. */
export function countsLine(report: ClientReport): string {
  const { implementsCORS, generated } = report;
  if (!implementsCORS) {
    return 'This client does not implement CORS: it shares every response with every page, and sends no preflights.';
  }
  return generated === null ? resultsText(report) : generatedText(generated);
}

function resultsText({ results, known: list, unmatched }: ClientReport): string {
  const { pass = 0, known = 0, fail = 0, gone = 0, skip = 0, error = 0 } = countsOf(results);
  const other = list === null ? '' : 'other ';
  const again = results.filter(asksAgainAsItMay).length;
  return sentence([
    `${pass} as the standard says${again === 0 ? '' : ` (in ${again} of them, it asks again)`}`,
    ...counted(known, 'known deviation'),
    ...counted(fail, `${other}deviation`),
    ...counted(gone, 'listed deviation that is gone', 'listed deviations that are gone'),
    ...counted(unmatched.length, 'list entry without a case', 'list entries without a case'),
    ...counted(error, 'not judged', 'not judged'),
    ...counted(skip, 'skipped', 'skipped'),
  ]);
}

function generatedText(generated: GeneratedRun): string {
  const { runs, seed, discarded, explained, disagreements, notShown } = generated;
  const known = explained.reduce((sum, { count }) => sum + count, 0);
  const others = disagreements.reduce((sum, { count }) => sum + count, notShown);
  const counts = sentence([
    `${runs - discarded - known - others} agree with the reference`,
    ...counted(known, 'known deviation'),
    ...counted(others, 'other deviation'),
    ...counted(discarded, 'not comparable', 'not comparable'),
  ]);
  return `${runs} generated cases (seed ${seed}): ${counts}`;
}

/** Nothing if the count is zero. */
function counted(count: number, one: string, several = `${one}s`): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}

function sentence(parts: readonly string[]): string {
  return `${parts.join(', ')}.`;
}
