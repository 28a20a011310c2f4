/** What several formats of a report say in the same words. */
import { counted } from '../../output/counted.ts';
import { partText } from '../../run/shard.ts';
import type { Comparison } from '../compare-protocols.ts';
import { observedNotes } from '../observe.ts';
import type { Cause, OutsideCause, Report } from './report.ts';
import { countsText } from './summary.ts';

/** What was judged: the name and version of a testee, or a URL. */
export function subjectOf({ target: { testee, url } }: Report): string {
  return testee === null ? url : `${testee.name} ${testee.version}`;
}

/** What the reader should know about the target, whether it behaves in the same way over HTTP/1.1,
 *  whether there is anything at its URL, and who reads it if nobody declared who may. */
export function notesOn({ target, results, summary }: Report): string[] {
  const { notes, compared, testee, observed, policies } = target;
  const named = policies.flatMap(({ allowOrigins = [] }) => allowOrigins);
  const status = testee === null && summary.outsideCauses.length === 0 ? onlyStatus(results) : null;
  return [
    ...notes,
    ...(compared === undefined ? [] : [comparisonText(compared)]),
    ...(status === null
      ? []
      : [`every response to GET has the status ${status}: ${statusQuestion(status)}`]),
    ...(observed === null ? [] : observedNotes(named, observed)),
  ];
}

/** The status of all responses to GET, if it is that of an error. */
function onlyStatus(results: Report['results']): number | null {
  const statuses = results.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ request, response }) =>
      request.method === 'GET' && response !== null ? [response.status] : [],
    ),
  );
  const [status, ...others] = new Set(statuses);
  return status !== undefined && status >= 400 && others.length === 0 ? status : null;
}

function statusQuestion(status: number): string {
  if (status === 401 || status === 403) return 'pass what it asks for with --header';
  return status < 500 ? 'is the URL right?' : 'does the application work?';
}

function comparisonText({ cases, differing, failure }: Comparison): string {
  const found =
    differing === 0
      ? `all ${cases} cases that were compared end over HTTP/1.1 as they do over HTTP/2`
      : `${differing} of ${cases} cases that were compared end differently over HTTP/1.1 and HTTP/2`;
  if (failure === null) return found;
  return cases === 0 ? failure : `${found}; the others were not compared: ${failure}`;
}

/** Why not every case was run, as a sentence; null if nothing kept the run from its end. */
export function unfinished({ summary: { exitCode, cutShort } }: Report): string | null {
  if (cutShort !== null) return `${cutShort.charAt(0).toUpperCase()}${cutShort.slice(1)}.`;
  return exitCode === 130 || exitCode === 143 ? 'The run was interrupted.' : null;
}

/** Why the results are not the whole truth. */
export function warningsOf(report: Report): string[] {
  const why = unfinished(report);
  const errors = report.others.filter(({ verdict }) => verdict === 'error');
  return [
    ...(why === null ? [] : [why]),
    ...(report.shard === null ? [] : [partText(report.shard)]),
    ...errors.map(
      ({ why, results }) => `${counted(results.length, 'case')} could not be judged: ${why}`,
    ),
  ];
}

/** Where to find the settings of real servers; null if there are none for the cause. */
export function settingsText({ settings }: Cause): string | null {
  return settings === null
    ? null
    : `cors-conformance recipes ${settings} shows how to set this in Express, nginx, Spring and others.`;
}

/** The last line of every format. */
export function verdictLine({ summary }: Report): string {
  return `${summary.conclusion}  ${runCounts(summary)}`;
}

/** The counts of a run, and whether that is all of it where the conclusion does not say so. */
export function runCounts({ verdicts, failures, cutShort, conclusion }: Report['summary']): string {
  const isSilent = cutShort !== null && conclusion !== 'INCOMPLETE';
  return `${countsText(verdicts, failures)}${isSilent ? ', incomplete' : ''}`;
}

/** The options of the command line that the run depended on. */
export function optionsText(options: Report['options']): string {
  const { level, filter, generated, allowUnsafeMethods, insecure, addedHeaders } = options;
  return [
    `--level ${level}`,
    ...(filter === null ? [] : [`--filter ${filter}`]),
    ...(generated === null ? [] : [`--runs ${generated.runs} --seed ${generated.seed}`]),
    ...(allowUnsafeMethods ? ['--allow-unsafe-methods'] : []),
    ...(insecure ? ['--insecure'] : []),
    ...addedHeaders.map((name) => `--header '${name}: …'`),
  ].join(' ');
}

/** A list of known deviations that is no longer true fails the run: a sentence for each stale entry. */
export function staleDeviations({ summary }: Report): string[] {
  const { unknownDeviations, goneDeviations } = summary;
  return [
    ...unknownDeviations.map((id) => `${id} is listed, and matches no case of this target`),
    ...goneDeviations.map((id) => `${id} is listed, and all cases that it matches pass`),
  ];
}

/** Whether one cause outside CORS explains all failures of a cause. */
export function isExplained({ results }: Cause, outside: readonly OutsideCause[]): boolean {
  return outside.some((cause) => {
    const ids = new Set(cause.results);
    return results.every((id) => ids.has(id));
  });
}
