/** Reading the JSON reports of other runs: a file that is none of them is named in one line. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import knownDeviations from '../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import policySchema from '../../conformance/schemas/policy.schema.json' with { type: 'json' };
import { InputError } from '../output/input-error.ts';
import { readJSON } from '../server/policy-file.ts';
import reportSchema from '../server/reports/report.schema.json' with { type: 'json' };
import { type Report, reportVersion } from '../server/reports/report.ts';
import projectSchema from './project-report.schema.json' with { type: 'json' };
import { type ProjectReport, projectReportVersion } from './project-report.ts';
import type { Named } from './shards-of-one-run.ts';

/** Reports of one kind. */
export type Reports =
  | { readonly kind: 'server'; readonly files: readonly Named<Report>[] }
  | { readonly kind: 'project'; readonly files: readonly Named<ProjectReport>[] };

type Kind = Reports['kind'];

const kinds: Readonly<Record<Kind, { readonly member: string; readonly version: number }>> = {
  server: { member: 'target', version: reportVersion },
  project: { member: 'targets', version: projectReportVersion },
};

const checks = {
  server: schemaCheck(reportSchema, [knownDeviations, policySchema]),
  project: schemaCheck(projectSchema, [reportSchema, knownDeviations, policySchema]),
};

/** @throws InputError if a file is not a report, or another kind of report than the first */
export async function readReports(files: readonly string[]): Promise<Reports> {
  const read: { file: string; kind: Kind; report: unknown }[] = [];
  for (const file of files) {
    const json = await readJSON(file);
    read.push({ file, kind: kindOf(file, json), report: json });
  }
  const kind = read[0]?.kind ?? 'server';
  const other = read.find((each) => each.kind !== kind);
  if (other !== undefined) {
    throw new InputError(
      `${other.file}: this is the report of another command than ${read[0]?.file}: merge only the shards of one run`,
    );
  }
  return { kind, files: read } as Reports;
}

/** @throws InputError */
function kindOf(file: string, json: unknown): Kind {
  const members = (typeof json === 'object' ? json : null) as Record<string, unknown> | null;
  const kind = (['server', 'project'] as const).find((each) =>
    Object.hasOwn(members ?? {}, kinds[each].member),
  );
  if (kind === undefined || members === null) {
    throw new InputError(
      `${file}: not a JSON report of cors-conformance: write one with --report json`,
    );
  }
  const { version } = kinds[kind];
  if (members.version !== version) {
    throw new InputError(
      `${file}: the version of the report is ${members.version}, not ${version}: run it again with this version`,
    );
  }
  const [mistake] = checks[kind](json);
  if (mistake !== undefined) throw new InputError(`${file}: ${mistake}`);
  return kind;
}
