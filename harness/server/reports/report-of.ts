/** From a run to its report. */
import { createHash } from 'node:crypto';
import {
  originRoles,
  policies,
  requirements,
  serverCases,
} from '../../../conformance/servers/index.ts';
import { isCorsPreflightRequest } from '../../../reference/index.ts';
import { spec } from '../../../spec/index.ts';
import { curlOf } from '../../output/curl.ts';
import { exchangeJSON, type ReportedExchange } from '../../output/exchange-json.ts';
import { toolVersion } from '../../output/tool-version.ts';
import { causesOf, otherResultsOf } from '../causes.ts';
import { wasSent } from '../network-refusal.ts';
import { cutShort, type Ended, goneEntries, type Run, type RunOptions } from '../prepared-run.ts';
import { withoutNames } from '../replaced-headers.ts';
import type { Result } from '../result.ts';
import { type Report, type ReportedResult, reportVersion } from './report.ts';
import { summaryOf } from './summary-of.ts';

export function reportOf({ run, results, observed, exitCode }: Ended): Report {
  const { target, options } = run;
  const reported = results.map((result) => reportedResult(result, options));
  return {
    version: reportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    corpus: { digest: corpusDigest() },
    started: run.started.toISOString(),
    seconds: Math.round((Date.now() - run.started.getTime()) / 100) / 10,
    target: {
      url: target.url,
      testee: target.testee,
      protocol: target.protocol ?? 'HTTP/1.1',
      ...(target.compared === undefined ? {} : { compared: target.compared }),
      policies: target.places.map(({ policy, path, kind }) => ({ ...policy, path, kind })),
      leftOut: target.leftOut,
      notes: target.notes,
      observed,
    },
    options: {
      level: options.level,
      filter: options.filter ?? null,
      generated: options.generated ?? null,
      allowUnsafeMethods: options.allowUnsafeMethods ?? false,
      insecure: options.insecure ?? false,
      addedHeaders: options.addedHeaders ?? [],
    },
    shard: shardOf(run, results),
    summary: summaryOf(reported, {
      level: options.level,
      exitCode,
      cutShort: cutShort(run, results),
      unknownDeviations: run.unknownEntries,
      goneDeviations: goneEntries(run),
    }),
    causes: causesOf(reported),
    others: otherResultsOf(reported),
    results: reported,
  };
}

/** What a merge needs to know of a part of a run. */
function shardOf({ options, whole, knownDeviations }: Run, results: readonly Result[]) {
  if (options.shard === undefined) return null;
  const wrong = results.flatMap(({ id, run }) => (run === undefined ? [] : [[id, run]]));
  return {
    ...options.shard,
    due: whole,
    patterns: options.filter === undefined ? knownDeviations.metPatterns() : {},
    wrongRuns: Object.fromEntries(wrong),
  };
}

/** One result as it is reported, without the run that it is part of. */
export function reportedResult(
  result: Result,
  { insecure = false, addedHeaders = [] }: Pick<RunOptions, 'insecure' | 'addedHeaders'>,
): ReportedResult {
  const exchanges = result.exchanges.map((exchange) => ({
    isSent: wasSent(exchange),
    shown: isCorsPreflightRequest(exchange.request)
      ? exchangeJSON(exchange)
      : withAdded(exchangeJSON(exchange), addedHeaders),
  }));
  const sent = exchanges.filter(({ isSent }) => isSent).map(({ shown }) => shown.request);
  const commands = sent
    .map((request) => curlOf(request, insecure))
    .map((line) => (result.isOverHTTP1 ? line.replace('curl', 'curl --http1.1') : line));
  return {
    id: result.id,
    policy: result.policy,
    requirement: result.requirement,
    level: result.level,
    verdict: result.verdict,
    step: result.step,
    reason: result.reason,
    path: result.path,
    expected: result.expected,
    message: result.message,
    why: result.why,
    fix: result.fix,
    known: result.known,
    differences: result.differences,
    exchanges: exchanges.map(({ shown }) => shown),
    reproduce: reproducing(result, commands),
  };
}

/** Where a step decided, what it decided about; otherwise the last of the different requests. */
function reproducing({ verdict, step }: Result, commands: readonly string[]): string[] {
  if (verdict === 'pass' || verdict === 'skip') return [];
  return step === null ? [...new Set(commands)].slice(-3) : commands.slice(-1);
}

/** The headers that the user added, in place of others with their names, and without their values, which may be secret. */
function withAdded(exchange: ReportedExchange, addedHeaders: readonly string[]): ReportedExchange {
  const added = addedHeaders.map((name) => [name, '…'] as const);
  const { request } = exchange;
  const headers = [...withoutNames(request.headers, addedHeaders), ...added];
  return { ...exchange, request: { ...request, headers } };
}

/** One value for all that the verdicts depend on: reports with equal digests can be compared. */
export function corpusDigest(): string {
  const corpus = JSON.stringify([policies, originRoles, serverCases, requirements]);
  return createHash('sha256').update(corpus).digest('hex');
}
