/** The report for programs. `report.schema.json` describes it; if that changes, so does the version. */
import { createHash } from 'node:crypto';
import {
  originRoles,
  policies,
  requirements,
  serverCases,
} from '../../../conformance/servers/index.ts';
import { spec } from '../../../spec/index.ts';
import { curlOf } from '../../output/curl.ts';
import { exchangeJSON } from '../../output/exchange-json.ts';
import { jsonText } from '../../output/json-text.ts';
import { toolVersion } from '../../output/tool-version.ts';
import { outsideCauses } from '../outside-causes.ts';
import { conclusionOf, cutShort, type Ended, goneEntries } from '../prepared-run.ts';
import type { Result } from '../result.ts';
import { countsOf, failuresOf } from './summary.ts';

export const reportVersion = 1;

/** In pieces, since the whole can be large. */
export function* jsonReport({ run, results, observed, exitCode }: Ended): Generator<string> {
  const { target, options, unknownEntries } = run;
  const report = {
    version: reportVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    corpus: { digest: corpusDigest() },
    target: {
      url: target.url,
      testee: target.testee,
      policies: target.places.map(({ policy, path, kind }) => ({
        ...policy,
        path,
        kind,
      })),
      leftOut: target.leftOut,
      notes: target.notes,
      observed,
    },
    level: options.level,
    summary: {
      exitCode,
      conclusion: conclusionOf(run, results),
      complete: results.length === run.due.length,
      cutShort: cutShort(run, results),
      verdicts: countsOf(results),
      failures: failuresOf(results),
      unknownDeviations: unknownEntries,
      goneDeviations: goneEntries(run),
      outsideCauses: outsideCauses(results),
    },
    results: [],
  };
  const text = jsonText(report);
  // The last member, so that its brackets are the last.
  const end = text.lastIndexOf(']');
  yield text.slice(0, end);
  for (const [index, result] of results.entries()) {
    const json = jsonText(resultJSON(result, options.insecure ?? false)).trimEnd();
    yield `${index === 0 ? '' : ','}\n${json.replace(/^/gm, '    ')}`;
  }
  yield `${results.length === 0 ? '' : '\n  '}${text.slice(end)}`;
}

function resultJSON(result: Result, insecure: boolean) {
  const last = result.exchanges.at(-1);
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
    exchanges: result.exchanges.map(exchangeJSON),
    curl: last === undefined ? null : curlOf(last, insecure),
  };
}

/** One value for all that the verdicts depend on: reports with equal digests can be compared. */
export function corpusDigest(): string {
  const corpus = JSON.stringify([policies, originRoles, serverCases, requirements]);
  return createHash('sha256').update(corpus).digest('hex');
}
