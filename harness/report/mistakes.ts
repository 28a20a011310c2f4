/** What the schemas cannot say: the parts of a report agree with each other, and with this program. */
import { requirements } from '../../conformance/servers/index.ts';
import { isStep } from '../../spec/index.ts';
import type { ReportedClient, ReportedClients } from '../client/reports/reported-client.ts';
import { exitCodeOfTargets, type ProjectReport } from '../run/project-report.ts';
import { conclusions, failsRun } from '../server/prepared-run.ts';
import type { Report, ReportedResult } from '../server/reports/report.ts';
import { countsOf, failuresOf } from '../server/reports/summary.ts';

const changed = 'the file was changed: make the report again';

/** The place of the first mistake and its fix; null if there is none. */
export function serverMistake(report: Report): string | null {
  const { results, causes, others, summary, target, tool } = report;
  const ids = new Set(results.map(({ id }) => id));
  const policies = new Set(target.policies.map(({ id }) => id));
  const groups = [...summary.outsideCauses, ...causes, ...others];
  const lost = groups.flatMap((group) => group.results).find((id) => !ids.has(id));
  const empty = causes.find((cause) => cause.results.length === 0);
  return (
    (ids.size < results.length ? `results: two have one id; ${changed}` : null) ??
    firstOf(results, (result) => resultMistake(result, policies, tool.version)) ??
    firstOf(causes, (cause) => nameMistake(cause, tool.version)) ??
    (lost === undefined ? null : `${shown(lost)} is named, but is not a result; ${changed}`) ??
    (empty === undefined ? null : `causes: ${shown(empty.id)} has no results; ${changed}`) ??
    summaryMistake(report)
  );
}

function resultMistake(
  result: ReportedResult,
  policies: ReadonlySet<string>,
  version: string,
): string | null {
  const { id, policy, exchanges } = result;
  if (!policies.has(policy)) {
    return `${shown(id)}: the policy ${shown(policy)} is not one of target.policies; ${changed}`;
  }
  const url = exchanges.find(({ request }) => !URL.canParse(request.url))?.request.url;
  if (url !== undefined) return `${shown(id)}: ${shown(url)} is not a URL; ${changed}`;
  return nameMistake(result, version);
}

const requirementIds = new Set(requirements.map(({ id }) => id));

/** The texts of requirements and steps are not in the report. */
function nameMistake(
  { id, requirement, step }: Pick<ReportedResult, 'id' | 'requirement' | 'step'>,
  version: string,
): string | null {
  if (step !== null && !isStep(step)) return unknownIn(id, 'step', step, version);
  return requirementIds.has(requirement)
    ? null
    : unknownIn(id, 'requirement', requirement, version);
}

function unknownIn(id: string, what: string, name: string, version: string): string {
  return `${shown(id)}: unknown ${what} ${shown(name)}: use cors-conformance ${shown(version)}, which wrote the report`;
}

/** A report that says PASSED above failures would mislead. */
function summaryMistake({ summary, results, options, target }: Report): string | null {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const counts = countsOf(results);
  const { verdicts, failures, complete, cutShort, conclusion } = summary;
  if (!isSame({ ...counts, ...verdicts }, counts)) {
    return `summary.verdicts: the results have ${JSON.stringify(counts)}; ${changed}`;
  }
  const found = failuresOf(results);
  if (!isSame({ ...found, ...failures }, found)) {
    return `summary.failures: the results have ${JSON.stringify(found)}; ${changed}`;
  }
  if (complete !== (cutShort === null)) {
    return `summary.cutShort: does not agree with summary.complete; ${changed}`;
  }
  const stale = summary.unknownDeviations.length + (complete ? summary.goneDeviations.length : 0);
  const failed = stale > 0 || results.some((result) => failsRun(options.level, result));
  const isWhole = complete && counts.error === 0;
  const due = failed ? 'FAILED' : isWhole ? 'PASSED' : 'INCOMPLETE';
  if (target.policies.length === 0) return `target.policies: must not be empty; ${changed}`;
  return conclusion === due
    ? null
    : `summary.conclusion: the results say ${due}, not ${conclusion}; ${changed}`;
}

/** The place of the first mistake and its fix; null if there is none. */
export function clientMistake({ clients, tool }: ReportedClients): string | null {
  return firstOf(clients, (client) => {
    const { client: name, results } = client;
    const ids = new Set(results.map(({ id }) => id));
    if (ids.size < results.length) return `${shown(name)}: two results have one id; ${changed}`;
    return (
      firstOf(results, ({ id, steps }) => {
        const step = steps.find((each) => !isStep(each));
        return step === undefined ? null : unknownIn(id, 'step', step, tool.version);
      }) ?? clientSummaryMistake(client)
    );
  });
}

/** The place of the first mistake and its fix; null if there is none. */
export function projectMistake({ targets, summary }: ProjectReport): string | null {
  const due = conclusions[exitCodeOfTargets(targets)];
  return (
    firstOf(targets, ({ name, report }) => {
      const mistake = report === null ? null : serverMistake(report);
      return mistake === null ? null : `${shown(name)}: ${mistake}`;
    }) ??
    (summary.conclusion === due
      ? null
      : `summary.conclusion: the targets say ${due}, not ${summary.conclusion}; ${changed}`)
  );
}

function clientSummaryMistake(client: ReportedClient): string | null {
  const { client: name, results, summary, strict, unmatched, implementsCORS, generated } = client;
  const count = (verdict: string) => results.filter((each) => each.verdict === verdict).length;
  for (const verdict of ['pass', 'known', 'fail', 'gone', 'skip', 'error'] as const) {
    if ((summary.verdicts[verdict] ?? 0) !== count(verdict)) {
      return `${shown(name)}: summary.verdicts: ${count(verdict)} results have the verdict ${verdict}; ${changed}`;
    }
  }
  const unlisted =
    count('fail') + count('gone') + unmatched.length + (generated?.disagreements.length ?? 0);
  const isJudged =
    implementsCORS && count('error') === 0 && (results.length > 0 || generated !== null);
  const isWhole = isJudged && summary.cutShort === null;
  const due = unlisted > 0 && strict ? 'FAILED' : isWhole ? 'PASSED' : 'INCOMPLETE';
  return summary.conclusion === due
    ? null
    : `${shown(name)}: summary.conclusion: the results say ${due}, not ${summary.conclusion}; ${changed}`;
}

function firstOf<T>(members: readonly T[], mistakeOf: (member: T) => string | null): string | null {
  for (const member of members) {
    const mistake = mistakeOf(member);
    if (mistake !== null) return mistake;
  }
  return null;
}

function shown(text: string): string {
  const json = JSON.stringify(text);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
