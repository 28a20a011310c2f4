import { expect } from 'chai';
import type { ClientReport } from '../client-report.ts';
import { error, fail, first, known, pass, report, skip, third } from '../example-reports.ts';
import type { JudgedResult } from '../known.ts';
import { clientGitHub } from './client-github.ts';
import { clientHTML } from './client-html.ts';
import { clientJUnit } from './client-junit.ts';
import { reportedClients } from './reported-client.ts';

const gone: JudgedResult = { ...known, verdict: 'gone', differences: [] };
const differing = report([pass, fail, gone, skip, error], { unmatched: ['no-case'] });
const shows = 'the page can read the header x\\x1b, which must be hidden';

const junit = (...of: ClientReport[]) => clientJUnit(reportedClients(of));
const github = (...of: ClientReport[]) => clientGitHub(reportedClients(of));
const html = (...of: ClientReport[]) => clientHTML(reportedClients(of));

describe('the JUnit report on clients', () => {
  for (const [what, given, element] of [
    [
      'a suite for each client, with its time',
      differing,
      '<testsuite name="chromium 1" tests="6" failures="3" errors="1" skipped="1" time="1.500" timestamp="2026-01-02T03:04:05">',
    ],
    ['a difference', differing, `<failure type="deviation" message="${shows}">`],
    ['a deviation that is gone', differing, 'message="listed as a known deviation, and does not'],
    ['a stale entry', differing, 'message="no-case is listed, and matches no case that deviates"'],
    ['an error', differing, '<error type="error" message="it broke">'],
    ['a skip', differing, '<skipped message="no cookies"/>'],
    [
      'a known deviation',
      report([known]),
      '<skipped message="known deviation: some-deviation: It does *something* else."/>',
    ],
    [
      'a warning on a version that is not listed',
      report([fail], { version: '2' }),
      `<skipped message="warning: ${shows}"/>`,
    ],
    [
      'an interruption',
      report([pass], { planned: 3, interruptedCode: 130 }),
      '<error type="INCOMPLETE" message="Interrupted: 2 of 3 cases were not run."/>',
    ],
    [
      'a client without CORS',
      report([], { implementsCORS: false }),
      '<error type="INCOMPLETE" message="This client does not implement CORS:',
    ],
  ] as const) {
    it(`has ${what}`, () => expect(junit(given)).to.include(element));
  }
});

describe('the annotations of GitHub on clients', () => {
  it('are errors for what differs, and end with the verdict', () => {
    expect(github(differing).trimEnd().split('\n')).to.deep.equal([
      `::error title=chromium 1%3A 1 case::${shows}%0A${third.id}`,
      `::error title=chromium 1%3A 1 case::listed, but no longer deviating%0A${known.case.id}`,
      '::error title=chromium 1%3A known deviations::no-case is listed, and matches no case that deviates',
      '::warning title=chromium 1::1 case could not be judged.',
      'FAILED  1 as the standard says, 1 other deviation, 1 listed deviation that is gone, 1 list entry without a case, 1 not judged, 1 skipped.',
    ]);
  });

  it('only warn on a version that is not listed', () => {
    expect(github(report([fail], { version: '2' }))).to.match(
      /^::warning .*\n::warning .*\nPASSED/,
    );
  });

  it('give the worst verdict on several clients', () => {
    const two = [report([pass]), report([fail], { client: 'webkit' })];
    expect(github(...two)).to.match(/\nFAILED {2}chromium 1: PASSED, webkit 1: FAILED\n$/);
  });
});

describe('the HTML report on clients', () => {
  it('has what differs as causes, and topics by clients', () => {
    const page = html(differing, report([pass], { client: 'webkit' }));
    expect(page).to.include('<title>FAILED: CORS in 2 clients</title>');
    expect(page).to.include('<h2 id="causes">3 causes</h2>');
    expect(page).to.include(`aria-label="${first.topic}, webkit 1: 1 passed"`);
    expect(page).to.include(`<p class="warning">chromium 1: 1 case could not be judged.</p>`);
  });

  it('says at the top when the first client began, and how long all took', () => {
    const when = (...of: ClientReport[]) => /<p class="when">(.*)<\/p>/.exec(html(...of))?.[1];
    expect(when(report([pass]))).to.equal('2026-01-02 03:04:05 UTC, 1.5 seconds');
    const later = report([pass], { started: '2026-01-02T03:04:07Z', seconds: 0.75 });
    expect(when(report([pass]), later)).to.equal('2026-01-02 03:04:05 UTC, 2.3 seconds');
  });

  it('puts the worst first, and among them what most cases show', () => {
    const status = { on: 'page', name: 'status', found: 201, expected: 200 } as const;
    const one: JudgedResult = { ...fail, differences: [status] };
    const page = html(report([pass, skip, one, { ...fail, case: first }, fail, error]));
    const { groups } = JSON.parse(/id="data">(.*)<\/script>/.exec(page)?.[1] ?? '');
    expect(
      groups.map(({ title, verdict }: Record<string, string>) => title || verdict),
    ).to.deep.equal([
      'the page can read the header x\\x1b, which must be hidden',
      'the page got status 201 instead of 200',
      'it broke',
      'pass',
      'skip',
    ]);
  });

  it('is not green if the run was interrupted', () => {
    const page = html(report([pass], { planned: 3, interruptedCode: 143 }));
    expect(page).to.include(
      '<header class="INCOMPLETE">\n<p class="warning">Interrupted: 2 of 3 cases were not run.</p>',
    );
  });
});
