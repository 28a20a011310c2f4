/** The reports on clients for programs. A change of their shapes changes their versions. */

import { spec } from '../../../spec/index.ts';
import { jsonText } from '../../output/json-text.ts';
import { toolVersion } from '../../output/tool-version.ts';
import { asksAgainAsItMay, type ClientReport, countsOf } from '../client-report.ts';
import type { ReportedClients } from './reported-client.ts';

/** The version of the results side by side. */
const matrixVersion = 1;

/** Every result. `client-report.schema.json` describes it. */
export function jsonReport(report: ReportedClients): string {
  return jsonText(report);
}

/** The results of clients side by side: counts by topic, and which case deviates in which way. */
export function matrixReport(reports: readonly ClientReport[]): string {
  return jsonText({
    version: matrixVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    clients: reports.map(matrixJSON),
  });
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
