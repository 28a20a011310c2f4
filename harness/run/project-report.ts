/** The report on all targets of a project, as data: every format is made of this. */

import { spec } from '../../spec/index.ts';
import { toolVersion } from '../output/tool-version.ts';
import { conclusions } from '../server/prepared-run.ts';
import type { Report } from '../server/reports/report.ts';
import type { Shard } from './shard.ts';

/** It changes when the shape does. */
export const projectReportVersion = 1;

export interface ProjectReport {
  readonly version: typeof projectReportVersion;
  readonly tool: Report['tool'];
  readonly standard: Report['standard'];
  /** When the run began, as an ISO 8601 date and time, and how many seconds it took. */
  readonly started: string;
  readonly seconds: number;
  /** Which part of a run this is; null if it is the whole. */
  readonly shard: Shard | null;
  readonly summary: {
    /** 0, 1 or 2, or 130 or 143 if the run was interrupted. */
    readonly exitCode: number;
    readonly conclusion: Conclusion;
  };
  /** In the order of the file. */
  readonly targets: readonly TargetReport[];
}

export type Conclusion = Report['summary']['conclusion'];

export interface TargetReport {
  readonly name: string;
  readonly url: string;
  /** Null if no case was run. */
  readonly report: Report | null;
  /** Why no case was run; null if some were. */
  readonly error: string | null;
  /** The end of what the started program printed, where the target was not judged or failed; else null. */
  readonly output: string | null;
}

export function projectReportOf(
  targets: readonly TargetReport[],
  { started, seconds, shard, interruptedCode }: ProjectRun,
): ProjectReport {
  const code = exitCodeOfTargets(targets);
  return {
    version: projectReportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    started,
    seconds,
    shard,
    summary: {
      exitCode: interruptedCode ?? code,
      conclusion: conclusions[code],
    },
    targets,
  };
}

interface ProjectRun extends Pick<ProjectReport, 'started' | 'seconds' | 'shard'> {
  /** Null if the run was not interrupted. */
  readonly interruptedCode: number | null;
}

export function conclusionOf({ report }: Pick<TargetReport, 'report'>): Conclusion {
  return report?.summary.conclusion ?? 'INCOMPLETE';
}

/** 1 if a target failed, else 2 if one could not be judged completely, else 0. */
export function exitCodeOfTargets(targets: readonly TargetReport[]): 0 | 1 | 2 {
  const conclusions = targets.map(conclusionOf);
  if (conclusions.includes('FAILED')) return 1;
  return conclusions.includes('INCOMPLETE') ? 2 : 0;
}
