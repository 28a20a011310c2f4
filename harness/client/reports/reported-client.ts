/** The report on clients, as data: every format is made of this, and of nothing else. */
import { spec } from '../../../spec/index.ts';
import type { Difference } from '../../deviations/difference.ts';
import type { Deviation } from '../../deviations/known-deviations.ts';
import { toolVersion } from '../../output/tool-version.ts';
import {
  type ClientReport,
  type ClientShard,
  type Conclusion,
  conclusionOf,
  countsLine,
  countsOf,
  cutShort,
  exitCodeOf,
  isStrict,
  type Verdict,
} from '../client-report.ts';
import { caseText } from '../generated/case-text.ts';
import type { GeneratedRun } from '../generated/run-generated.ts';
import type { JudgedResult } from '../known.ts';
import type { Protocol } from '../wire/protocols.ts';
import { detailsOf } from './difference-text.ts';

/** It changes when the shape does. */
export const clientReportVersion = 2;

export interface ReportedClients {
  readonly version: typeof clientReportVersion;
  readonly tool: { readonly name: 'cors-conformance'; readonly version: string };
  readonly standard: { readonly url: string; readonly commit: string; readonly date: string };
  readonly clients: readonly ReportedClient[];
}

export interface ReportedClient {
  readonly client: string;
  readonly version: string;
  readonly protocol: Protocol;
  readonly date: string;
  /** When the run began, as an ISO 8601 date and time, and how many seconds it took. */
  readonly started: string;
  readonly seconds: number;
  readonly features: readonly string[];
  readonly implementsCORS: boolean;
  /** Whether a difference that is not listed fails the run. */
  readonly strict: boolean;
  readonly planned: number;
  /** The versions that the known deviations are about, and those that concern cases of this run. */
  readonly known: {
    readonly versions: readonly string[];
    readonly deviations: readonly ReportedDeviation[];
  } | null;
  readonly summary: {
    readonly exitCode: number;
    readonly conclusion: Conclusion;
    /** Why cases were not run, and how many; null if all were. */
    readonly cutShort: string | null;
    /** The counts in one line, for people. */
    readonly text: string;
    readonly verdicts: Partial<Record<Verdict, number>>;
  };
  readonly results: readonly ReportedCase[];
  readonly unmatched: readonly string[];
  readonly generated: ReportedGenerated | null;
  /** Which part of a run this is; null if it is the whole. */
  readonly shard: ClientShard | null;
}

export interface ReportedDeviation {
  readonly id: string;
  readonly what: string;
  readonly right: 'standard' | 'either' | 'disputed';
  readonly issues: readonly string[];
  /** Whether only generated cases show it. */
  readonly onlyGenerated: boolean;
}

export interface ReportedCase {
  readonly id: string;
  readonly topic: string;
  readonly why: string;
  readonly steps: readonly string[];
  readonly atRisk: string | null;
  readonly question: string | null;
  readonly verdict: Verdict;
  readonly differences: readonly Difference[];
  readonly asksAgain: boolean;
  readonly details: readonly string[];
  readonly deviation: string | null;
  /** How it is known to differ. */
  readonly listed: readonly Difference[];
  readonly exchange: readonly string[];
}

type ReportedGenerated = Omit<GeneratedRun, 'disagreements'> & {
  readonly disagreements: readonly (GeneratedRun['disagreements'][number] & {
    /** The case, as one of the corpus. */
    readonly text: string;
  })[];
};

export function reportedClients(reports: readonly ClientReport[]): ReportedClients {
  return {
    version: clientReportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    clients: reports.map(reportedClient),
  };
}

export function reportedClient(report: ClientReport): ReportedClient {
  const { client, version, protocol, date, started, seconds } = report;
  const { features, implementsCORS, planned } = report;
  const { results, unmatched, generated, known } = report;
  const met = new Set(results.map(({ deviation }) => deviation));
  return {
    client,
    version,
    protocol,
    date,
    started,
    seconds,
    features,
    implementsCORS,
    strict: isStrict(report),
    planned,
    known:
      known === null
        ? null
        : {
            versions: known.versions ?? [],
            deviations: known.deviations
              .map(reportedDeviation)
              .filter(({ onlyGenerated }, index) => {
                return onlyGenerated || met.has(known.deviations[index] ?? null);
              }),
          },
    summary: {
      exitCode: exitCodeOf(report),
      conclusion: conclusionOf(report),
      cutShort: cutShort(report),
      text: countsLine(report),
      verdicts: countsOf(results),
    },
    results: results.map(reportedCase),
    unmatched,
    generated:
      generated === null
        ? null
        : {
            ...generated,
            disagreements: generated.disagreements.map((each) => ({
              ...each,
              text: caseText(each.given, each.expected),
            })),
          },
    shard: report.shard,
  };
}

function reportedDeviation(deviation: Deviation): ReportedDeviation {
  const { id = '', what, right = 'standard', evidence, cases } = deviation;
  const onlyGenerated = Object.keys(cases).length === 0;
  return { id, what, right, issues: evidence?.issues ?? [], onlyGenerated };
}

function reportedCase(result: JudgedResult): ReportedCase {
  const { id, topic, why, steps, atRisk, question } = result.case;
  return {
    id,
    topic,
    why,
    steps,
    atRisk,
    question,
    verdict: result.verdict,
    differences: result.differences,
    asksAgain: result.asksAgain,
    details: detailsOf(result),
    deviation: result.deviation?.id ?? null,
    listed: result.listed,
    // A case that passed needs no evidence.
    exchange: result.verdict === 'pass' ? [] : result.exchange,
  };
}
