/** Whatever is run and however it is dealt, the shards together give what one run gives. */
import { expect } from 'chai';
import fc from 'fast-check';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { faults } from '../self-test/faults/faults.ts';
import { respondFor } from '../self-test/model.ts';
import { networkOf } from '../self-test/serve.ts';
import { exitCodeOf, prepareRun, type RunOptions } from '../server/prepared-run.ts';
import type { Report } from '../server/reports/report.ts';
import { reportOf } from '../server/reports/report-of.ts';
import type { Result } from '../server/result.ts';
import { results } from '../server/run.ts';
import type { Target } from '../server/target.ts';
import { mergeReports } from './merge-reports.ts';
import type { Named } from './shards-of-one-run.ts';

const origin = 'http://localhost';
const oneOrigin = policies.find(({ id }) => id === 'one-origin') as Policy;

interface Given extends Omit<RunOptions, 'concurrency' | 'knownDeviations'> {
  /** The name of a fault; null for a correct server. */
  readonly fault: string | null;
  readonly patterns: readonly string[];
}

async function run({ fault, patterns, ...options }: Given): Promise<Report> {
  const change = faults.find(({ name }) => name === fault) ?? null;
  const target: Target = {
    url: `${origin}/`,
    testee: { name: 'model', version: '1' },
    places: [{ kind: 'testee', policy: oneOrigin, origin, path: '/one-origin' }],
    leftOut: [],
    notes: [],
    network: {
      send: networkOf(respondFor(oneOrigin, change)),
      stopped: new AbortController().signal,
      close: async () => {},
    },
  };
  const deviations = patterns.map((pattern) => ({ what: pattern, cases: [pattern] }));
  const prepared = prepareRun(target, {
    ...options,
    concurrency: 4,
    knownDeviations: new DeviationList({ deviations }),
  });
  const found: Result[] = [];
  for await (const result of results(prepared)) found.push(result);
  const order = new Map(prepared.due.map(({ id }, index) => [id, index]));
  const sorted = found.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const exitCode = exitCodeOf(prepared, sorted);
  return reportOf({ run: prepared, results: sorted, observed: null, exitCode });
}

async function shards(given: Given, count: number): Promise<Named<Report>[]> {
  const files: Named<Report>[] = [];
  for (let index = 1; index <= count; index += 1) {
    files.push({ file: `${index}.json`, report: await run({ ...given, shard: { index, count } }) });
  }
  return files;
}

/** Some cases measure times, and say so. */
function withoutTimes(report: Report): Report {
  const text = JSON.stringify({ ...report, started: '', seconds: 0 });
  return JSON.parse(text.replace(/\d+(\.\d)? ms/g, '_ ms'));
}

describe('the reports on shards', function () {
  // On a busy machine, a case about time can fail in one run and not in the other: here, time goes on
  // only when somebody looks.
  const { now } = performance;
  before(() => {
    let time = 0;
    performance.now = () => {
      time += 0.01;
      return time;
    };
  });
  after(() => {
    performance.now = now;
  });

  this.timeout(60_000);
  const plain: Given = { fault: null, patterns: [], level: 'should' };

  it('give together what one run gives', async () => {
    // Of a server whose answers depend on what it was asked before, no two runs are alike.
    const names = faults
      .filter(({ applies, fits }) => applies === undefined && !fits.includes('answers-stable'))
      .map(({ name }) => name);
    const given = fc.record({
      fault: fc.option(fc.constantFrom(...names)),
      patterns: fc.subarray([
        'one-origin/generated',
        'one-origin/vary-origin',
        'one-origin/method-*',
        '*/origin-*',
        'no-such-*',
      ]),
      level: fc.constantFrom('must' as const, 'info' as const),
      filter: fc.option(fc.constantFrom('origin-', 'vary', 'generated'), { nil: undefined }),
      generated: fc.option(fc.record({ runs: fc.integer({ min: 1, max: 30 }), seed: fc.nat(99) }), {
        nil: undefined,
      }),
    });
    const property = fc.asyncProperty(
      given,
      fc.integer({ min: 1, max: 9 }),
      async (each, count) => {
        const whole = await run(each);
        const merged = mergeReports((await shards(each, count)).toReversed());
        expect(withoutTimes(merged)).to.deep.equal(withoutTimes(whole));
      },
    );
    await fc.assert(property, { numRuns: Number(process.env.MERGE_RUNS ?? 5) });
  });

  it('report of generated fetches the first that went wrong, whichever shard found it', async () => {
    const places = new Set<number | undefined>();
    for (const seed of [1, 2, 3, 4]) {
      const generated = { runs: 60, seed };
      const given: Given = {
        ...plain,
        fault: 'reflects-any-origin',
        filter: 'generated',
        generated,
      };
      const files = await shards(given, 3);
      expect(withoutTimes(mergeReports(files))).to.deep.equal(withoutTimes(await run(given)));
      const firsts = files.map(({ report }) => report.shard?.wrongRuns['one-origin/generated']);
      places.add(firsts.indexOf(Math.min(...firsts.map((each) => each ?? 99))));
    }
    expect(places.size).to.be.above(1);
  });

  it('deal each case once', async () => {
    const files = await shards(plain, 4);
    const ids = files.flatMap(({ report }) => report.results.map(({ id }) => id));
    const sizes = files.map(({ report }) => report.results.length);
    expect(ids.toSorted()).to.deep.equal([...(files[0]?.report.shard?.due ?? [])].sort());
    expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(2);
  });

  it('make an incomplete whole where one is missing', async () => {
    const generated = { runs: 10, seed: 1 };
    const files = (await shards({ ...plain, generated }, 3)).filter((_file, index) => index !== 1);
    const { summary, results: found } = mergeReports(files);
    const due = files[0]?.report.shard?.due.length ?? 0;
    expect(summary.conclusion).to.equal('INCOMPLETE');
    expect(summary.exitCode).to.equal(2);
    expect(summary.cutShort).to.equal(
      `shard 2 of 3 is missing: ${due - found.length} of ${due} cases were not run`,
    );
    // A third of the generated fetches is missing, so nobody knows what became of all.
    expect(found.some(({ id }) => id === 'one-origin/generated')).to.equal(false);
  });

  it('do not call a known deviation gone that another shard has met', async () => {
    const given: Given = {
      ...plain,
      fault: 'compares-by-prefix',
      patterns: ['*/origin-*'],
    };
    const pair = await shards(given, 2);
    for (const count of [2, 3, 5, 9]) {
      const files = await shards(given, count);
      expect(files.flatMap(({ report }) => report.summary.goneDeviations)).to.deep.equal([]);
      expect(mergeReports(files).summary.goneDeviations).to.deep.equal([]);
    }
    // Whichever shard has met it.
    const met = [true, false].map((first) => {
      const two = [first, !first].map((deviates, index): Named<Report> => {
        const { file, report } = pair[index] as Named<Report>;
        const shard = report.shard as NonNullable<Report['shard']>;
        return { file, report: { ...report, shard: { ...shard, patterns: { a: deviates } } } };
      });
      return mergeReports(two).summary.goneDeviations;
    });
    expect(met).to.deep.equal([[], []]);
    const correct = await shards({ ...given, fault: null }, 9);
    expect(mergeReports(correct).summary).to.deep.include({
      goneDeviations: ['*/origin-*'],
      exitCode: 1,
    });
  });

  describe('are refused', () => {
    let files: Named<Report>[];
    before(async () => {
      files = await shards({ ...plain, filter: 'simple-get' }, 2);
    });

    const change = (changed: Partial<Report>): Named<Report>[] => {
      const [first, second] = files as [Named<Report>, Named<Report>];
      return [first, { ...second, report: { ...second.report, ...changed } }];
    };
    const of = () => (files[1] as Named<Report>).report;
    const differs = (what: string) =>
      `2.json: the ${what} differs from 1.json: merge only the shards of one run`;
    const rows: readonly [title: string, changed: () => Partial<Report>, message: string][] = [
      [
        'with another target',
        () => ({ target: { ...of().target, url: 'http://other/' } }),
        differs('target'),
      ],
      ['with another corpus', () => ({ corpus: { digest: 'x' } }), differs('corpus')],
      [
        'with other options',
        () => ({ options: { ...of().options, level: 'must' } }),
        differs('options'),
      ],
      [
        'of another version',
        () => ({ tool: { name: 'cors-conformance', version: '9' } }),
        differs('version of cors-conformance'),
      ],
      [
        'of another number of shards',
        () => ({ shard: { ...(of().shard as NonNullable<Report['shard']>), count: 3 } }),
        '2.json: it is one of 3 shards, and 1.json one of 2: merge only the shards of one run',
      ],
      [
        'that are the same',
        () => ({ shard: { ...(of().shard as NonNullable<Report['shard']>), index: 1 } }),
        '1.json and 2.json are both shard 1: leave one out',
      ],
      [
        'that are wholes',
        () => ({ shard: null }),
        '2.json: this is not the report on a shard: leave it out',
      ],
    ];
    for (const [title, changed, message] of rows) {
      it(title, () => expect(() => mergeReports(change(changed()))).to.throw(message));
    }
  });
});
