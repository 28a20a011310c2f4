/** A small report and the row that is made from it, for tests. */
import type { KnownDeviations } from '../../../deviations/known-deviations.ts';
import type { CaseResult, Report } from '../report.ts';
import type { Row } from './row.ts';

export const result: CaseResult = {
  id: 'closed/a',
  requirement: 'vary-origin',
  level: 'should',
  verdict: 'pass',
  message: '',
  differences: [],
};

const varyMissing = [{ on: 'response', name: 'Vary', found: null, expected: 'Origin' }];
const shared = [{ on: 'page', name: 'outcome', found: 'shared', expected: 'not shared' }];

export const report: Report = {
  server: { name: 'a + b', version: '1.2 + 3.4' },
  target: {
    policies: [{ id: 'closed' }, { id: 'one-origin' }],
    leftOut: [{ policy: 'methods', why: 'it has no <list> of them' }],
  },
  summary: { exitCode: 1, complete: true, unknownDeviations: [], goneDeviations: [] },
  results: [
    { ...result, id: 'closed/vary', verdict: 'known', differences: varyMissing },
    { ...result, id: 'one-origin/vary', verdict: 'known', differences: varyMissing },
    { ...result, id: 'one-origin/vary-again', verdict: 'gone' },
    {
      ...result,
      id: 'closed/get',
      requirement: 'unlisted-origin-refused',
      level: 'must',
      verdict: 'fail',
      message: 'it can read the response',
      differences: shared,
    },
    {
      ...result,
      id: 'one-origin/get#2',
      requirement: 'unlisted-origin-refused',
      level: 'must',
      verdict: 'fail',
      message: 'it can read this response too',
      differences: shared,
    },
    { ...result, id: 'closed/put', requirement: 'listed-method-granted', level: 'must' },
    {
      ...result,
      id: 'closed/methods',
      requirement: 'listed-method-granted',
      level: 'must',
      verdict: 'skip',
      message: 'no method',
    },
    {
      ...result,
      id: 'one-origin/methods',
      requirement: 'listed-method-granted',
      level: 'must',
      verdict: 'not-sent',
      message: 'no method',
    },
    {
      ...result,
      id: 'closed/grants',
      requirement: 'grants-useful',
      level: 'info',
      verdict: 'skip',
      message: 'no grant',
    },
  ],
};

export const knownDeviations: KnownDeviations = {
  deviations: [
    {
      id: 'no-vary',
      what: 'Sends no *Vary*.',
      right: 'standard',
      why: 'Caches mix responses.',
      evidence: {
        source: 'lib/index.js:12: if (vary) (1.2)',
        issues: ['https://github.com/x/y/issues/3'],
      },
      cases: { '*/vary': null },
    },
  ],
};

export const row: Row = {
  id: 'javascript/a',
  name: 'a + b',
  language: 'javascript',
  version: '1.2 + 3.4',
  link: 'https://a.example',
  licence: 'MIT',
  date: '2026-11-26',
  policies: {
    expressed: ['closed', 'one-origin'],
    leftOut: [{ policy: 'methods', why: 'it has no <list> of them' }],
  },
  requirements: {
    'unlisted-origin-refused': { passed: 0, failed: 2, known: 0, skipped: {} },
    'listed-method-granted': { passed: 1, failed: 0, known: 0, skipped: { 'no method': 2 } },
    'vary-origin': { passed: 1, failed: 0, known: 2, skipped: {} },
    'grants-useful': { passed: 0, failed: 0, known: 0, skipped: { 'no grant': 1 } },
  },
  findings: [
    {
      level: 'must',
      requirements: ['unlisted-origin-refused'],
      cases: { count: 2, ids: ['*/get', '*/get#2'] },
      what: 'it can read the response',
    },
    {
      id: 'no-vary',
      level: 'should',
      requirements: ['vary-origin'],
      cases: { count: 2, ids: ['*/vary'] },
      what: 'Sends no *Vary*.',
      by: 'library',
      right: 'standard',
      why: 'Caches mix responses.',
      evidence: {
        source: 'lib/index.js:12: if (vary) (1.2)',
        issues: ['https://github.com/x/y/issues/3'],
      },
    },
  ],
};
