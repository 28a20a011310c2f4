import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import { schemaCheck } from '../../../conformance/schema-check.ts';
import knownSchema from '../../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import { noColours } from '../../output/terminal.ts';
import { type ClientReport, countsLine } from '../client-report.ts';
import {
  again,
  error,
  fail,
  first,
  fourth,
  hidden,
  known,
  pass,
  report,
  second,
  skip,
  status,
  third,
} from '../example-reports.ts';
import type { JudgedResult } from '../known.ts';
import { jsonReport as jsonOf, matrixReport } from './client-json.ts';
import { markdownReport as markdownOf } from './client-markdown.ts';
import reportSchema from './client-report.schema.json' with { type: 'json' };
import resultsSchema from './client-results.schema.json' with { type: 'json' };
import { textReport as textOf } from './client-text.ts';
import { reportedClient, reportedClients } from './reported-client.ts';

const textReport = (of: ClientReport) => textOf(reportedClient(of), noColours);
const jsonReport = (of: ClientReport[]) => jsonOf(reportedClients(of));
const markdownReport = (of: ClientReport[]) => markdownOf(reportedClients(of));

describe('the text report', () => {
  const text = textReport(report([pass, known, fail, skip]));

  it('shows what differs, with control characters written out', () => {
    expect(text).to.contain('✗ differs  the page can read the header x\\x1b, which');
    expect(text).to.contain(`\n  1 case\n\n  ${third.id} (${third.topic})`);
    expect(text).to.contain(`${third.steps[0]}  https://fetch.spec.whatwg.org/#`);
    expect(text).to.contain('the page can read the header x\\x1b, which must be hidden');
    expect(text).not.to.contain('\u001b');
  });

  it('sums up what is known and what was skipped', () => {
    expect(text).to.contain('1 some-deviation: It does *something* else. disputed\n');
    expect(text).to.contain('1 no cookies');
    expect(text).to.contain(
      'FAILED  1 as the standard says, 1 known deviation, 1 other deviation, 1 skipped.\n',
    );
  });

  it('names the cases in which the client asks again', () => {
    expect(text).not.to.contain('Asks again');
    expect(textReport(report([again]))).to.match(
      new RegExp(`^Asks again: .*\\n +${first.id}$`, 'm'),
    );
  });

  it('says when differences only warn', () => {
    expect(text).not.to.contain('warning');
    expect(textReport(report([fail], { version: '2' }))).to.contain(
      'recorded with 1. This is 2, so',
    );
  });

  it('says what is listed for a case that differs otherwise', () => {
    const otherwise: JudgedResult = { ...known, verdict: 'fail', differences: [hidden] };
    expect(textReport(report([otherwise]))).to.contain(
      '    Listed under some-deviation:\n      the page got status 201 instead of 200\n',
    );
  });

  it('names entries of the list that match nothing', () => {
    const text = textReport(report([pass], { unmatched: ['no-case'] }));
    expect(text).to.contain('? listed, but no such case  no-case');
  });

  it('says of a client without CORS just that', () => {
    const without = report([], { implementsCORS: false });
    expect(countsLine(without)).to.contain('does not implement CORS');
    expect(textReport(without)).to.contain(countsLine(without));
  });
});

describe('the causes in the text report', () => {
  const alike = exchanges.slice(0, 400).map((each) => ({ ...fail, case: each }));
  const [one, two, three, four] = exchanges.map(({ id }) => id);
  const otherKinds = [201, 202, 203, 204, 205, 206, 207].map(
    (found, index): JudgedResult => ({
      ...fail,
      case: exchanges[400 + index] as (typeof exchanges)[number],
      differences: [{ on: 'page', name: 'status', found, expected: 200 }],
    }),
  );
  const many = report([...otherKinds, ...alike]);

  it('are named once, the largest first, with one example and the ids of others', () => {
    const text = textReport(many);
    expect(text).to.match(
      /^chromium 1\n\n✗ differs {2}the page can read the header x.*\n {2}400 cases in/,
    );
    expect(text.match(/which must be hidden$/gm)).to.have.lengthOf(2);
    expect(text).to.contain(`    Also  ${two}, ${three}, ${four} and 396 more (--verbose)`);
    expect(text).not.to.contain(`Also  ${one}`);
  });

  it('have an example each only if they are among the six largest', () => {
    const text = textReport(many);
    expect(text).to.contain('✗ differs  the page got status 205 instead of 200\n  1 case\n');
    expect(text).to.contain(
      `✗ differs  the page got status 207 instead of 200 (${exchanges[406]?.id})\n`,
    );
    expect(text.split('\n')).to.have.lengthOf.below(80);
  });

  it('are shown with all their cases if the report is verbose', () => {
    const text = textOf(reportedClient(many), noColours, true);
    expect(text).not.to.match(/Also|Other causes|--verbose/);
    expect(text.match(/^ {6}the page/gm)).to.have.lengthOf(407);
  });
});

describe('the JSON report', () => {
  it('has every result, with evidence where it is needed', () => {
    const json = JSON.parse(jsonReport([report([pass, known, skip])]));
    const [client] = json.clients;
    expect(client).to.deep.include({ client: 'chromium', version: '1', strict: true });
    expect(client).to.deep.include({ started: '2026-01-02T03:04:05.678Z', seconds: 1.5 });
    expect(client.summary).to.deep.equal({
      exitCode: 0,
      conclusion: 'PASSED',
      cutShort: null,
      text: '1 as the standard says, 1 known deviation, 1 skipped.',
      verdicts: { pass: 1, known: 1, skip: 1 },
    });
    expect(client.known.deviations.map(({ id }: { id: string }) => id)).to.deep.equal([
      'some-deviation',
      'rare-deviation',
    ]);
    expect(client.results[0]).to.deep.include({
      id: first.id,
      verdict: 'pass',
      asksAgain: false,
      exchange: [],
    });
    expect(JSON.parse(jsonReport([report([again])])).clients[0].results[0].asksAgain).to.equal(
      true,
    );
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
    const { clients } = JSON.parse(matrixReport([report([again, known, fail])]));
    expect(clients).to.deep.equal([
      {
        client: 'chromium',
        version: '1',
        date: '2026-01-02',
        verdicts: { pass: 1, known: 1, fail: 1 },
        topics: { [first.topic]: { pass: 1, known: 1, fail: 1 } },
        differing: { [second.id]: 'some-deviation', [third.id]: null },
        asksAgain: [first.id],
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
    disagreements: [{ given, expected, differences: [status], count: 1, kind: 'a', run: 1 }],
    notShown: 2,
  };
  const reports = [
    report([pass, again, known, fail, skip, error]),
    report([], { generated }),
    report([pass], { planned: 2, interruptedCode: 143 }),
    report([pass], { planned: 2, stopReason: 'no session is left' }),
  ];
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
    expect(text).to.contain('| chromium | 1 | 2026-01-02 | 1 | 0 | 1 | 0 | 0 |');
  });

  it('names what no engine does as the standard says', () => {
    const section = text.slice(text.indexOf('## Deviations that all'), text.indexOf('## chromium'));
    expect(section).to.contain(`\`${second.id}\``);
    expect(section).not.to.contain(`\`${first.id}\``);
  });

  it('counts and names the cases in which a client asks again', () => {
    const text = markdownReport([report([again, pass])]);
    expect(text).to.contain('| chromium | 1 | 2026-01-02 | 2 | 1 | 0 | 0 | 0 |');
    expect(text).to.match(new RegExp(`- \\*\\*asks again\\*\\*.* \\(\`${first.id}\`\\)`));
  });

  it('lists each deviation with its cases, and what is not listed', () => {
    expect(text).to.contain(
      `- **some-deviation**: It does \\*something\\* else. *Disputed.* [issue](https://issues.example/1) (\`${second.id}\`)`,
    );
    expect(text).to.contain('(seen in generated cases)');
    expect(text).to.contain(
      '\n\n1 as the standard says, 1 known deviation.\n\n- **some-deviation**',
    );
    expect(text).to.contain(`**not listed** \`${first.id}\`: the page can read the header x`);
    const broken = markdownReport([report([error])]);
    expect(broken).to.contain(`- **not judged** \`${fourth.id}\`: it broke\n`);
  });

  it('starts with the causes of what is not listed, each named once', () => {
    const both = [
      status,
      { ...hidden, on: 'wire', name: 'sent', found: ['OPTIONS {B}/'], expected: [] },
    ];
    const alike = [first, second].map(
      (each): JudgedResult => ({
        ...fail,
        case: each,
        differences: both as JudgedResult['differences'],
      }),
    );
    const reports = [report([...alike, error], { unmatched: ['no-case'] })];
    expect(markdownReport(reports)).to.contain(
      [
        '## Findings',
        '',
        `- **not listed**, 2 cases: an OPTIONS request is sent that is not expected. \`${first.id}\`: the page got status 201 instead of 200; sent: OPTIONS \\{B\\}/; expected: nothing. Also \`${second.id}\``,
        `- **not judged** \`${fourth.id}\`: it broke`,
        '- **listed, but no such case** `no-case`',
        '',
        '| client | version |',
      ].join('\n'),
    );
    const verbose = markdownOf(reportedClients(reports), true);
    expect(verbose).to.contain(`- **not listed** \`${second.id}\`: the page got status 201`);
    expect(text).to.contain(`- webkit 1: **not listed** \`${first.id}\`: the page can read`);
    expect(markdownReport([report([pass, known])])).not.to.contain('Findings');
  });
});
