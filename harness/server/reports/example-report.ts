/** Example reports, for the tests of what is made of them. */
import { spec } from '../../../spec/index.ts';
import { causesOf, otherResultsOf } from '../causes.ts';
import { type Report, type ReportedResult, reportVersion } from './report.ts';
import { countsOf, failuresOf } from './summary.ts';

const exchange: ReportedResult['exchanges'][number] = {
  request: {
    method: 'GET',
    url: 'http://127.0.0.1:1/one/?c=a',
    headers: [['Origin', 'https://app.example']],
    body: null,
  },
  response: {
    status: 200,
    statusMessage: 'OK',
    headers: [['X-Reached', 'app']],
    bodyLength: 2,
    bodyStart: null,
  },
  cause: null,
};

export const pass: ReportedResult = {
  id: 'one/simple-get-listed',
  policy: 'one',
  requirement: 'listed-origin-shared',
  level: 'must',
  verdict: 'pass',
  step: null,
  reason: null,
  path: [],
  expected: 'shared with https://app.example',
  message: 'shared',
  why: 'The plainest case.',
  fix: 'Answer with Access-Control-Allow-Origin.',
  known: null,
  differences: [],
  exchanges: [exchange],
  reproduce: [],
};

export const fail: ReportedResult = {
  ...pass,
  id: 'one/simple-get-two',
  verdict: 'fail',
  step: 'cors-check/2',
  reason: 'allow-origin-missing',
  path: ['http-fetch/4.4', 'cors-check/2'],
  message: 'not shared: the response has no Access-Control-Allow-Origin',
  differences: [{ on: 'page', name: 'outcome', found: 'allow-origin-missing', expected: 'shared' }],
  reproduce: ["curl -si -H 'Origin: https://app.example' http://127.0.0.1:1/one/"],
};

export const info: ReportedResult = {
  ...pass,
  id: 'two/odd',
  policy: 'two',
  requirement: 'odd-origin-shared',
  level: 'info',
  verdict: 'fail',
  message: 'not shared with an odd origin',
};

export const skip: ReportedResult = {
  ...pass,
  id: 'two/skipped',
  policy: 'two',
  verdict: 'skip',
  message: 'the policy lists no method',
  exchanges: [],
};

export const known: ReportedResult = {
  ...fail,
  id: 'two/known',
  policy: 'two',
  verdict: 'known',
  known: 'Takes OPTIONS for a preflight.',
};

export const gone: ReportedResult = { ...pass, id: 'two/gone', policy: 'two', verdict: 'gone' };

export const error: ReportedResult = {
  ...pass,
  id: 'two/error',
  policy: 'two',
  verdict: 'error',
  message: 'no response: socket hang up',
};

export const notSent: ReportedResult = {
  ...pass,
  id: 'two/post',
  policy: 'two',
  verdict: 'not-sent',
  message: 'POST could change data',
};

/** A report that its own results agree with, unless `summary` says otherwise. */
export function reportWith(
  results: readonly ReportedResult[],
  conclusion: Report['summary']['conclusion'],
  summary: Partial<Report['summary']> = {},
  target: Partial<Report['target']> = {},
): Report {
  return {
    version: reportVersion,
    tool: { name: 'cors-conformance', version: '1.2.3' },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    corpus: { digest: 'a'.repeat(64) },
    started: '2026-01-02T03:04:05.678Z',
    seconds: 8,
    target: {
      url: 'http://127.0.0.1:1/',
      testee: { name: 'example', version: '9' },
      protocol: 'HTTP/1.1',
      policies: [
        { id: 'one', allowOrigins: ['https://app.example'], path: '/one', kind: 'testee' },
        { id: 'two', title: 'two origins', path: '/two', kind: 'testee' },
      ],
      leftOut: [{ policy: 'three', why: 'it cannot be expressed' }],
      notes: ['a note on the target'],
      observed: null,
      ...target,
    },
    options: {
      level: 'should',
      filter: null,
      generated: null,
      allowUnsafeMethods: false,
      insecure: false,
      addedHeaders: ['X-Key'],
    },
    shard: null,
    summary: {
      exitCode: { PASSED: 0, FAILED: 1, INCOMPLETE: 2 }[conclusion],
      conclusion,
      complete: true,
      cutShort: null,
      verdicts: countsOf(results),
      failures: failuresOf(results),
      unknownDeviations: [],
      goneDeviations: [],
      outsideCauses: [],
      ...summary,
    },
    causes: causesOf(results),
    others: otherResultsOf(results),
    results,
  };
}

export const failed = reportWith([pass, fail, info, skip, known, gone, error, notSent], 'FAILED', {
  unknownDeviations: ['no/such'],
  goneDeviations: ['two/*'],
});

export const passed = reportWith([pass, skip], 'PASSED');

export const interrupted = reportWith([pass], 'INCOMPLETE', {
  exitCode: 130,
  complete: false,
  cutShort: 'interrupted: 7 of 8 cases were not run',
});
