/** The report as JUnit XML, a suite for each policy. */
import { junitXML, type Outcome, type Suite, type TestCase } from '../../output/junit-xml.ts';
import { partText } from '../../run/shard.ts';
import { failsRun } from '../prepared-run.ts';
import type { Report, ReportedResult } from './report.ts';
import {
  optionsText,
  staleDeviations,
  subjectOf,
  unfinished,
  verdictLine,
} from './report-words.ts';
import { loneResultLines } from './text.ts';

export function junitReport(report: Report): string {
  return junitXML(junitSuites(report));
}

export function junitSuites(report: Report): Suite[] {
  const { target, results, options, standard, tool, started, seconds, shard } = report;
  const properties = {
    target: target.url,
    server: subjectOf(report),
    standard: `${standard.url} at ${standard.commit}`,
    tool: `${tool.name} ${tool.version}`,
    options: optionsText(options),
    ...(shard === null ? {} : { shard: partText(shard) }),
    verdict: verdictLine(report),
  };
  const policies = target.policies.map(({ id }): NamedCases => {
    const ofPolicy = results.filter(({ policy }) => policy === id);
    const cases = ofPolicy.map((result) => ({
      classname: `${id}.${result.requirement}`,
      name: result.id,
      outcome: outcomeOf(result, options),
    }));
    return { name: id, cases };
  });
  const leftOut = target.leftOut.map(({ policy, why }) =>
    suiteOf(policy, 'policy', [['not tested', { kind: 'skipped', message: why }]]),
  );
  const suites = [...policies, ...leftOut, ...wholeRun(report), ...deviationList(report)];
  const all = suites.reduce((sum, { cases }) => sum + cases.length, 0);
  // Cases run side by side: each suite has its share of the time, so that the sum is right.
  const shareOf = (cases: readonly TestCase[]) => (seconds * cases.length) / Math.max(1, all);
  return suites.map(({ name, cases }) => ({
    name,
    cases,
    started,
    properties,
    seconds: shareOf(cases),
  }));
}

type NamedCases = Pick<Suite, 'name' | 'cases'>;

/** Cases that were not run must not look as if all had passed. */
function wholeRun(report: Report): NamedCases[] {
  const why = unfinished(report);
  if (why === null) return [];
  return [
    suiteOf('run', 'run', [['complete', { kind: 'error', type: 'INCOMPLETE', message: why }]]),
  ];
}

function deviationList(report: Report): NamedCases[] {
  const stale = staleDeviations(report).map((message): [string, Outcome] => [
    message,
    { kind: 'failure', type: 'stale', message },
  ]);
  return stale.length === 0 ? [] : [suiteOf('known deviations', 'known deviations', stale)];
}

function suiteOf(
  name: string,
  classname: string,
  cases: readonly (readonly [name: string, outcome: Outcome])[],
): NamedCases {
  return { name, cases: cases.map(([each, outcome]) => ({ classname, name: each, outcome })) };
}

function outcomeOf(result: ReportedResult, { level }: Report['options']): Outcome | null {
  const { verdict, message, known } = result;
  const text = () => loneResultLines(result).join('\n');
  if (failsRun(level, result)) {
    return { kind: 'failure', type: result.level, message, text: text() };
  }
  switch (verdict) {
    case 'pass':
      return null;
    case 'error':
      return { kind: 'error', type: 'error', message, text: text() };
    case 'known':
      return { kind: 'skipped', message: `known deviation: ${known ?? message}` };
    case 'fail':
      return { kind: 'skipped', message: `${result.level}, below --level ${level}: ${message}` };
    default:
      return { kind: 'skipped', message };
  }
}
