/** The report for programs. Its shape is `report.schema.json`; a change of it changes the version. */
import { createHash } from 'node:crypto';
import {
  originRoles,
  policies,
  requirements,
  serverCases,
} from '../../../conformance/servers/index.ts';
import type { Exchange, NetworkRequest } from '../../../reference/index.ts';
import { spec } from '../../../spec/index.ts';
import { curlOf } from '../../output/curl.ts';
import { toolVersion } from '../../output/tool-version.ts';
import type { Result } from '../result.ts';
import type { Ended } from '../run.ts';
import { countsOf, failuresOf } from './summary.ts';

export const reportVersion = 1;

export function jsonReport({ run, results, observed, exitCode }: Ended): string {
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
      observed,
    },
    level: options.level,
    summary: {
      exitCode,
      complete: results.length === run.due.length,
      verdicts: countsOf(results),
      failures: failuresOf(results),
      unknownKnownFailing: unknownEntries,
    },
    results: results.map((result) => resultJSON(result, options.insecure ?? false)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
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

export function exchangeJSON({ request, response, cause }: Exchange) {
  return {
    request: {
      method: request.method,
      url: request.url.href,
      headers: request.headers,
      body: bodyText(request.body),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            statusMessage: response.statusMessage ?? '',
            headers: response.headers,
            bodyLength: response.body?.length ?? 0,
          },
    cause: response === null ? (cause instanceof Error ? cause.message : String(cause)) : null,
  };
}

function bodyText(body: NetworkRequest['body']): string | null {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
}

/** One value for all that the verdicts depend on: equal digests, equal questions. */
export function corpusDigest(): string {
  const corpus = JSON.stringify([policies, originRoles, serverCases, requirements]);
  return createHash('sha256').update(corpus).digest('hex');
}
