/** From the reports on the shards of a project to the report on the whole. */
import type { Report } from '../server/reports/report.ts';
import { mergeReports } from './merge-reports.ts';
import { type ProjectReport, projectReportOf, type TargetReport } from './project-report.ts';
import { missingShards, type Named, sameRun, spanOf } from './shards-of-one-run.ts';

/** @throws InputError if they are not shards of one run */
export function mergeProjects(files: readonly Named<ProjectReport>[]): ProjectReport {
  const shards = sameRun(files, ({ version, tool, standard, targets }) => ({
    'version of the report': version,
    'version of cors-conformance': tool.version,
    standard: standard.commit,
    targets: targets.map(({ name, url }) => [name, url]),
  }));
  const reports = shards.map(({ report }) => report);
  const [first] = reports;
  const missing = missingShards(reports);
  const targets = (first?.targets ?? []).map((_target, index) => mergedTarget(shards, index));
  return projectReportOf(
    missing.length > 0 ? targets.map((target) => withReason(target, missing)) : targets,
    { ...spanOf(reports), shard: null, interruptedCode: null },
  );
}

function mergedTarget(shards: readonly Named<ProjectReport>[], index: number): TargetReport {
  const parts = shards.map(({ file, report }) => ({
    file: `${file}: ${report.targets[index]?.name}`,
    target: report.targets[index] as TargetReport,
    shard: report.shard?.index ?? 0,
  }));
  const [first] = parts;
  const outputs = parts.flatMap(({ target }) => target.output ?? []);
  const merged = {
    ...(first?.target as TargetReport),
    output: outputs.length === 0 ? null : [...new Set(outputs)].join('\n'),
  };
  const run = parts.flatMap(({ file, target }): Named<Report>[] =>
    target.report === null ? [] : [{ file, report: target.report }],
  );
  // Without any report, the first shard says why.
  if (run.length === 0) return merged;
  const absent = parts.flatMap(({ target, shard }) =>
    target.error === null ? [] : [[shard, target.error] as const],
  );
  return { ...merged, error: null, report: mergeReports(run, new Map(absent)) };
}

/** Where a target was not run at all, a missing shard is worth a word. */
function withReason(target: TargetReport, missing: readonly string[]): TargetReport {
  if (target.error === null) return target;
  return { ...target, error: [target.error, ...missing].join('; ') };
}
