/** The report on clients for programs. A change of its shape changes its version. */

import { spec } from '../../../spec/index.ts';
import { jsonText } from '../../output/json-text.ts';
import { toolVersion } from '../../output/tool-version.ts';
import {
  asksAgainAsItMay,
  type ClientReport,
  countsOf,
  exitCodeOf,
  isStrict,
} from '../client-report.ts';
import { detailsOf } from './difference-text.ts';

export const clientReportVersion = 1;

/** Every result. */
export function jsonReport(reports: readonly ClientReport[]): string {
  return written(reports.map(clientJSON));
}

/** The results of clients side by side: counts by topic, and which case deviates in which way. */
export function matrixReport(reports: readonly ClientReport[]): string {
  return written(reports.map(matrixJSON));
}

function written(clients: readonly object[]): string {
  const json = {
    version: clientReportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    clients,
  };
  return jsonText(json);
}

function matrixJSON({ client, version, date, results }: ClientReport) {
  const topics = [...new Set(results.map((result) => result.case.topic))];
  const differing = results.filter(({ verdict }) => verdict === 'known' || verdict === 'fail');
  return {
    client,
    version,
    date,
    verdicts: countsOf(results),
    topics: Object.fromEntries(
      topics.map((topic) => [topic, countsOf(results.filter((each) => each.case.topic === topic))]),
    ),
    differing: Object.fromEntries(
      differing.map(({ case: { id }, deviation }) => [id, deviation?.id ?? null]),
    ),
    asksAgain: results.filter(asksAgainAsItMay).map((result) => result.case.id),
  };
}

function clientJSON(report: ClientReport) {
  const { client, version, protocol, date, features, implementsCORS, planned } = report;
  const { results, unmatched, generated } = report;
  return {
    client,
    version,
    protocol,
    date,
    features,
    implementsCORS,
    strict: isStrict(report),
    planned,
    summary: { exitCode: exitCodeOf(report), verdicts: countsOf(results) },
    results: results.map((result) => ({
      id: result.case.id,
      topic: result.case.topic,
      steps: result.case.steps,
      atRisk: result.case.atRisk,
      verdict: result.verdict,
      differences: result.differences,
      asksAgain: result.asksAgain,
      details: detailsOf(result),
      deviation: result.deviation?.id ?? null,
      // A case that passed needs no evidence.
      exchange: result.verdict === 'pass' ? [] : result.exchange,
    })),
    unmatched,
    generated,
  };
}
