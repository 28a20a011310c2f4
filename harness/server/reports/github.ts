/** The report as annotations of GitHub Actions: one for each cause, and the verdict. */
import { requirementOf } from '../../../conformance/servers/index.ts';
import { counted } from '../../output/counted.ts';
import { type Annotation, annotationLines } from '../../output/github.ts';
import { partText, type Shard } from '../../run/shard.ts';
import { failsRun } from '../prepared-run.ts';
import type { Cause, Report } from './report.ts';
import {
  isExplained,
  settingsText,
  staleDeviations,
  subjectOf,
  unfinished,
  verdictLine,
} from './report-words.ts';

export function githubReport(report: Report): string {
  const why = unfinished(report);
  const annotations: Annotation[] = [
    ...(why === null ? [] : [{ kind: 'warning' as const, title: 'INCOMPLETE', message: why }]),
    ...(report.shard === null ? [] : [shardAnnotation(report.shard)]),
    ...report.summary.outsideCauses.map(({ what, fix, results }) => ({
      kind: 'error' as const,
      title: `CORS of ${subjectOf(report)}`,
      message: `${what}\nThis explains ${counted(results.length, 'failure')}.\nFix: ${fix}`,
    })),
    ...staleDeviations(report).map((message) => ({
      kind: 'error' as const,
      title: 'Known deviations',
      message,
    })),
    ...report.causes
      .filter((cause) => !isExplained(cause, report.summary.outsideCauses))
      .map((cause) => causeAnnotation(cause, report)),
    ...report.others.flatMap(otherAnnotation),
    ...report.target.leftOut.map(({ policy, why }) => ({
      kind: 'notice' as const,
      title: `Not tested: ${policy}`,
      message: why,
    })),
  ];
  return `${[...annotationLines(annotations), verdictLine(report)].join('\n')}\n`;
}

/** Of a run, or of a project. */
export function shardAnnotation(shard: Shard): Annotation {
  return { kind: 'notice', title: 'Shard', message: partText(shard) };
}

function causeAnnotation(cause: Cause, { results, options }: Report): Annotation {
  const { requirement, level, fix, policies } = cause;
  const { gist, why, link } = requirementOf(requirement);
  const settings = settingsText(cause);
  const example = results.find(({ id }) => id === cause.results[0]);
  return {
    kind: failsRun(options.level, { verdict: 'fail', level }) ? 'error' : 'warning',
    title: `${requirement} (${level}): ${counted(cause.results.length, 'failure')}`,
    message: [
      gist,
      why,
      `Policies: ${policies.join(', ')}`,
      ...(example === undefined ? [] : [`${example.id}: ${example.message}`]),
      `Fix: ${fix}`,
      ...(settings === null ? [] : [settings]),
      ...(example?.reproduce ?? []).map((command) => `Reproduce: ${command}`),
      link,
    ].join('\n'),
  };
}

/** Skips and known deviations are ordinary. */
function otherAnnotation({ verdict, why, results }: Report['others'][number]): Annotation[] {
  const number = counted(results.length, 'case');
  switch (verdict) {
    case 'gone':
      return [
        {
          kind: 'error',
          title: `No longer deviating: ${number}`,
          message: `${why}\n${results[0]} passes, but is listed as a known deviation: remove it from the file.`,
        },
      ];
    case 'error':
      return [{ kind: 'warning', title: `Not judged: ${number}`, message: why }];
    case 'not-sent':
      return [{ kind: 'notice', title: `Not sent: ${number}`, message: why }];
    default:
      return [];
  }
}
