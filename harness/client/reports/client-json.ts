/** The report on clients for programs. A change of its shape changes its version. */
import { spec } from '../../../spec/index.ts';
import { toolVersion } from '../../tool.ts';
import { type ClientReport, countsOf, exitCodeOf, isStrict } from '../client-report.ts';

export const clientReportVersion = 1;

export function jsonReport(reports: readonly ClientReport[]): string {
  const json = {
    version: clientReportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    clients: reports.map(clientJSON),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function clientJSON(report: ClientReport) {
  const { client, version, date, features, implementsCORS, results, generated } = report;
  return {
    client,
    version,
    date,
    features,
    implementsCORS,
    strict: isStrict(report),
    summary: { exitCode: exitCodeOf(report), verdicts: countsOf(results) },
    results: results.map((result) => ({
      id: result.case.id,
      topic: result.case.topic,
      steps: result.case.steps,
      atRisk: result.case.atRisk,
      verdict: result.verdict,
      details: result.details,
      divergence: result.class?.id ?? null,
      // What is as it should be needs no evidence.
      exchange: result.verdict === 'pass' ? [] : result.exchange,
    })),
    generated,
  };
}
