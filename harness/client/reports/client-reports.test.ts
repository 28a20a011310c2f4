import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import { schemaCheck } from '../../../conformance/schema-check.ts';
import knownSchema from '../../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import type { Deviation, KnownDeviations } from '../../deviations/known-deviations.ts';
import { noColours } from '../../output/terminal.ts';
import { type ClientReport, conclusionOf, exitCodeOf } from '../client-report.ts';
import type { ClientDifference } from '../differences.ts';
import type { JudgedResult } from '../known.ts';
import { jsonReport, matrixReport } from './client-json.ts';
import { markdownReport } from './client-markdown.ts';
import reportSchema from './client-report.schema.json' with { type: 'json' };
import resultsSchema from './client-results.schema.json' with { type: 'json' };
import { textReport } from './client-text.ts';

const [first, second, third, fourth] = exchanges as [
  (typeof exchanges)[number],
  (typeof exchanges)[number],
  (typeof exchanges)[number],
  (typeof exchanges)[number],
];
const status: ClientDifference = { on: 'page', name: 'status', found: 201, expected: 200 };
const hidden: ClientDifference = { on: 'page', name: 'hidden', found: 'x\u001b', expected: null };
const deviation: Deviation = {
  id: 'some-deviation',
  what: 'It does *something* else.',
  right: 'disputed',
  why: 'So it is.',
  evidence: { issues: ['https://issues.example/1'] },
  cases: { [second.id]: [status] },
};
const unmet: Deviation = { ...deviation, id: 'rare-deviation', right: 'standard', cases: {} };
const list: KnownDeviations = {
  of: 'chromium',
  versions: ['1'],
  deviations: [deviation, unmet],
};

const pass: JudgedResult = {
  case: first,
  verdict: 'pass',
  differences: [],
  reason: null,
  exchange: ['→ GET'],
  deviation: null,
  listed: [],
};
const known: JudgedResult = {
  ...pass,
  case: second,
  verdict: 'known',
  differences: [status],
  deviation,
  listed: [status],
};
const fail: JudgedResult = { ...pass, case: third, verdict: 'fail', differences: [hidden] };
const skip: JudgedResult = { ...pass, case: fourth, verdict: 'skip', reason: 'no cookies' };
const error: JudgedResult = { ...pass, case: fourth, verdict: 'error', reason: 'it broke' };

function report(results: JudgedResult[], more: Partial<ClientReport> = {}): ClientReport {
  return {
    client: 'chromium',
    version: '1',
    date: '2026-01-02',
    features: ['fetch'],
    implementsCORS: true,
    results,
    known: list,
    unmatched: [],
    generated: null,
    ...more,
  };
}

describe('exitCodeOf', () => {
  const gone: JudgedResult = { ...known, verdict: 'gone', differences: [] };
  const generated = { runs: 1, seed: 1, discarded: 0, explained: [], disagreements: [] };
  for (const [what, given, code] of [
    ['all is listed', report([pass, known, skip]), 0],
    ['something differs', report([pass, fail]), 1],
    ['something listed is gone', report([pass, gone]), 1],
    ['something listed matches nothing', report([pass], { unmatched: ['no-case'] }), 1],
    [
      'something differs on a version that is not listed',
      report([fail, gone], { version: '2' }),
      0,
    ],
    ['something differs, and nothing is known of the client', report([fail], { known: null }), 1],
    ['something could not be judged', report([pass, error]), 2],
    ['it implements no CORS', report([], { implementsCORS: false }), 2],
    ['generated cases agree', report([], { generated }), 0],
  ] as const) {
    it(`is ${code} where ${what}`, () => expect(exitCodeOf(given)).to.equal(code));
  }
});

describe('the text report', () => {
  const text = textReport(report([pass, known, fail, skip]), noColours);

  it('shows what differs, with control characters written out', () => {
    expect(text).to.contain(`✗ differs  ${third.id} (${third.topic})`);
    expect(text).to.contain(`${third.steps[0]}  https://fetch.spec.whatwg.org/#`);
    expect(text).to.contain('the page can read the header x\\x1b, which must be hidden');
    expect(text).not.to.contain('\u001b');
  });

  it('sums up what is known and what was skipped', () => {
    expect(text).to.contain('1 some-deviation: It does *something* else. disputed\n');
    expect(text).to.contain('1 no cookies');
    expect(text).to.contain(
      '1 as the standard says, 1 known deviation, 1 not as the standard says, and not listed, 1 skipped.',
    );
  });

  it('says when differences only warn', () => {
    expect(text).not.to.contain('warning');
    expect(textReport(report([fail], { version: '2' }), noColours)).to.contain(
      'recorded with 1. This is 2, so',
    );
  });

  it('says what is listed for a case that differs otherwise', () => {
    const otherwise: JudgedResult = { ...known, verdict: 'fail', differences: [hidden] };
    expect(textReport(report([otherwise]), noColours)).to.contain(
      '  Listed under some-deviation:\n    the page got status 201 instead of 200\n',
    );
  });

  it('names entries of the list that match nothing', () => {
    const text = textReport(report([pass], { unmatched: ['no-case'] }), noColours);
    expect(text).to.contain('? listed, but not found  no-case');
    expect(text).to.contain('1 as the standard says, 1 listed, but not found.');
  });

  it('says of a client without CORS just that', () => {
    const without = report([], { implementsCORS: false });
    expect(conclusionOf(without)).to.contain('does not implement CORS');
    expect(textReport(without, noColours)).to.contain(conclusionOf(without));
  });
});

describe('the JSON report', () => {
  it('has every result, with evidence where it is needed', () => {
    const json = JSON.parse(jsonReport([report([pass, known, skip])]));
    const [client] = json.clients;
    expect(client).to.deep.include({ client: 'chromium', version: '1', strict: true });
    expect(client.summary).to.deep.equal({ exitCode: 0, verdicts: { pass: 1, known: 1, skip: 1 } });
    expect(client.results[0]).to.deep.include({ id: first.id, verdict: 'pass', exchange: [] });
    expect(client.results[1]).to.deep.include({
      deviation: 'some-deviation',
      differences: [status],
      details: ['the page got status 201 instead of 200'],
      exchange: ['→ GET'],
    });
  });
});

describe('the matrix', () => {
  it('has counts by topic, and what differs', () => {
    const { clients } = JSON.parse(matrixReport([report([pass, known, fail])]));
    expect(clients).to.deep.equal([
      {
        client: 'chromium',
        version: '1',
        date: '2026-01-02',
        verdicts: { pass: 1, known: 1, fail: 1 },
        topics: { [first.topic]: { pass: 1, known: 1, fail: 1 } },
        differing: { [second.id]: 'some-deviation', [third.id]: null },
      },
    ]);
  });
});

describe('what is written as JSON', () => {
  const { given, expect: expected } = first;
  const generated = {
    runs: 1,
    seed: 1,
    discarded: 0,
    explained: [{ deviations: ['some-deviation'], count: 1 }],
    disagreements: [{ given, expected, differences: [status], count: 1 }],
  };
  const reports = [report([pass, known, fail, skip, error]), report([], { generated })];
  for (const [what, write, schema, right] of [
    ['the report', jsonReport, reportSchema, 'details'],
    ['the matrix', matrixReport, resultsSchema, 'differing'],
  ] as const) {
    it(`${what} is as its schema says, and a misspelling is refused`, () => {
      const text = write(reports);
      const check = schemaCheck(schema, [knownSchema]);
      expect(check(JSON.parse(text))).to.deep.equal([]);
      const [line] = check(JSON.parse(text.replace(`"${right}":`, '"wrong":')));
      expect(line).to.match(new RegExp(`: unknown member "wrong" .* missing member "${right}"$`));
    });
  }
});

describe('the Markdown report', () => {
  const engine = (client: string, results: JudgedResult[]) => report(results, { client });
  const text = markdownReport([
    engine('chromium', [pass, known]),
    engine('firefox', [{ ...fail, case: first }, known]),
    engine('webkit', [{ ...fail, case: first }, known, skip]),
  ]);

  it('is a matrix of topics and clients', () => {
    expect(text).to.contain('| topic | chromium | firefox | webkit |');
    expect(text).to.contain(`| ${first.topic} | **1** of 2 | **0** of 2 | **0** of 2 |`);
    expect(text).to.contain('| chromium | 1 | 2026-01-02 | 1 | 1 | 0 | 0 |');
  });

  it('names what no engine does as the standard says', () => {
    const section = text.slice(text.indexOf('## Deviations that all'), text.indexOf('## chromium'));
    expect(section).to.contain(`\`${second.id}\``);
    expect(section).not.to.contain(`\`${first.id}\``);
  });

  it('lists each deviation with its cases, and what is not listed', () => {
    expect(text).to.contain(
      `- **some-deviation**: It does \\*something\\* else. *Disputed.* [issue](https://issues.example/1) (\`${second.id}\`)`,
    );
    expect(text).to.contain('(seen in generated cases)');
    expect(text).to.contain(`- **not listed** \`${first.id}\`: the page can read the header x`);
  });
});
