/** What CI servers read: each verdict in the place that they have for it. */
import { expect } from 'chai';
import { parseFragment } from 'parse5';
import { error, fail, failed, interrupted, pass, passed, reportWith } from './example-report.ts';
import { githubReport } from './github.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './report.ts';

describe('the JUnit report', () => {
  const xml = junitReport(failed);

  it('has a suite for each policy, with what CI servers show of it', () => {
    expect(xml).to.include(
      '  <testsuite name="one" tests="2" failures="1" errors="0" skipped="0" time="1.455" timestamp="2026-01-02T03:04:05">\n' +
        '    <properties>\n      <property name="target" value="http://127.0.0.1:1/"/>',
    );
    expect(xml).to.include('<property name="server" value="example 9"/>');
    expect(xml).to.include(
      '<property name="options" value="--level should --header \'X-Key: …\'"/>',
    );
    expect(xml).to.match(
      /<property name="verdict" value="FAILED {2}1 passed, 2 failed \(1 must, 1 info\)/,
    );
  });

  for (const [what, element] of [
    ['a pass', '<testcase classname="one.listed-origin-shared" name="one/simple-get-listed"/>'],
    [
      'a failure',
      'name="one/simple-get-two">\n      <failure type="must" message="not shared: the response has no Access-Control-Allow-Origin">  listed-origin-shared (must)',
    ],
    [
      'a failure below the level',
      'name="two/odd">\n      <skipped message="info, below --level should: not shared with an odd origin"/>',
    ],
    ['a skip', 'name="two/skipped">\n      <skipped message="the policy lists no method"/>'],
    ['what was not sent', 'name="two/post">\n      <skipped message="POST could change data"/>'],
    [
      'a known deviation',
      'name="two/known">\n      <skipped message="known deviation: Takes OPTIONS for a preflight."/>',
    ],
    ['a known deviation that is gone', 'name="two/gone">\n      <failure type="must"'],
    [
      'an error',
      'name="two/error">\n      <error type="error" message="no response: socket hang up">',
    ],
    [
      'a policy that is left out',
      '<testcase classname="policy" name="not tested">\n      <skipped message="it cannot be expressed"/>',
    ],
    [
      'an entry that matches no case',
      '<failure type="stale" message="no/such is listed, and matches no case of this target"/>',
    ],
    [
      'an entry whose cases all pass',
      '<failure type="stale" message="two/* is listed, and all cases that it matches pass"/>',
    ],
  ] as const) {
    it(`has ${what}`, () => expect(xml).to.include(element));
  }

  it('has an error where the run was interrupted, and none where it was not', () => {
    expect(junitReport(interrupted)).to.include(
      '<error type="INCOMPLETE" message="Interrupted: 7 of 8 cases were not run."/>',
    );
    expect(junitReport(passed)).not.to.include('<error');
  });

  it('counts what it has', () => {
    expect(xml).to.include(
      '<testsuites name="cors-conformance" tests="11" failures="4" errors="1" skipped="5" time="8.000">',
    );
  });

  it('keeps to the order of its elements, and closes them', () => {
    // Lower-case XML without namespaces parses as HTML does, if all is closed.
    const text = xml.replace(/^<\?xml.*\n/, '').replace(/<([\w-]+)([^<>]*)\/>/g, '<$1$2></$1>');
    const [suites] = parseFragment(text).childNodes as unknown as [Element];
    const children = elementsOf(suites);
    expect(children.map(({ nodeName }) => nodeName)).to.deep.equal(
      ['one', 'two', 'three', 'list'].map(() => 'testsuite'),
    );
    for (const suite of children) {
      const [first, ...rest] = elementsOf(suite).map(({ nodeName }) => nodeName);
      expect(first).to.equal('properties');
      expect(new Set(rest)).to.deep.equal(new Set(['testcase']));
    }
  });
});

function elementsOf(parent: Element): Element[] {
  return ([...parent.childNodes] as Element[]).filter(({ nodeName }) => nodeName !== '#text');
}

describe('the Markdown report', () => {
  const lines = markdownReport(failed).trimEnd().split('\n');

  it('says the verdict first and last', () => {
    expect(lines[0]).to.equal('# FAILED: CORS of example 9');
    expect(lines.at(-1)).to.match(
      /^\*\*FAILED\*\*: 1 passed, 2 failed \(1 must, 1 info\), 1 skipped/,
    );
  });

  it('has causes, then tables', () => {
    expect(lines.filter((line) => line.startsWith('## '))).to.deep.equal([
      '## ✗ listed-origin-shared (must)',
      '## ⚠ odd-origin-shared (info)',
      '## By policy',
      '## Neither passed nor failed',
    ]);
    expect(lines).to.include('1 failure under 1 policy: one.');
    expect(lines).to.include('| one | 1 | 1 | 0 | 0 | 0 | 0 | 0 |');
    expect(lines).to.include('| not judged | no response: socket hang up | 1 |');
  });

  it('has every stale entry of the list of known deviations', () => {
    expect(lines).to.include(
      '- ✗ known deviations: no/such is listed, and matches no case of this target',
    );
    expect(lines).to.include(
      '- ✗ known deviations: two/\\* is listed, and all cases that it matches pass',
    );
  });

  it('says that a run was interrupted before anything else', () => {
    expect(markdownReport(interrupted)).to.match(
      /^# INCOMPLETE: CORS of example 9\n\n\*\*Interrupted: 7 of 8 cases were not run\.\*\*\n/,
    );
  });

  it('has one example of a cause, and all of them with --verbose', () => {
    const many = reportWith(
      ['a', 'b', 'c'].map((id) => ({ ...fail, id })),
      'FAILED',
    );
    const examples = (text: string) =>
      [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, id]) => id);
    expect(examples(markdownReport(many))).to.deep.equal(['a']);
    expect(examples(markdownReport(many, true))).to.deep.equal(['a', 'b', 'c']);
  });

  it('fits into a summary of GitHub, and says what is cut', () => {
    const message = 'x'.repeat(3000);
    const huge = reportWith(
      Array.from({ length: 1000 }, (_, index) => ({ ...fail, id: `one/${index}`, message })),
      'FAILED',
    );
    const text = markdownReport({ ...huge, causes: huge.results.map(causeOf) }, true);
    expect(Buffer.byteLength(text)).to.be.within(900_000, 1_048_576);
    expect(text).to.include(
      '\nParts of this summary are left out, since GitHub takes at most 1 MiB.',
    );
    expect(text).to.match(/\n\*\*FAILED\*\*: 1000 failed \(1000 must\)\.\n$/);
    expect(text).to.include('## By policy');
  });
});

function causeOf({ id }: Report['results'][number]): Report['causes'][number] {
  const { requirement, level, step, reason, fix } = fail;
  const settings = null;
  return { id, requirement, level, step, reason, fix, settings, policies: ['one'], results: [id] };
}

describe('the annotations of GitHub', () => {
  const lines = githubReport(failed).trimEnd().split('\n');

  it('are one for each cause, the verdict last', () => {
    expect(lines.map((line) => line.replace(/^(::[^:]+)::.*/, '$1'))).to.deep.equal([
      '::error title=Known deviations',
      '::error title=Known deviations',
      '::error title=listed-origin-shared (must)%3A 1 failure',
      '::error title=No longer deviating%3A 1 case',
      '::warning title=odd-origin-shared (info)%3A 1 failure',
      '::warning title=Not judged%3A 1 case',
      '::notice title=Not sent%3A 1 case',
      '::notice title=Not tested%3A three',
      'FAILED  1 passed, 2 failed (1 must, 1 info), 1 skipped, 1 not sent, 1 could not be judged, 1 deviating as known, 1 no longer deviating',
    ]);
  });

  it('say what is wrong, how to fix it, and how to see it', () => {
    expect(lines[2]).to.equal(
      "::error title=listed-origin-shared (must)%3A 1 failure::An allowed origin can read the response.%0APages that are meant to use this resource cannot.%0APolicies: one%0Aone/simple-get-two: not shared: the response has no Access-Control-Allow-Origin%0AFix: Answer with Access-Control-Allow-Origin.%0Acors-conformance recipes allow-origin-missing shows how to set this in Express, nginx, Spring and others.%0AReproduce: curl -si -H 'Origin: https://app.example' http://127.0.0.1:1/one/%0Ahttps://fetch.spec.whatwg.org/#concept-cors-check",
    );
  });

  it('warn of a run that was interrupted', () => {
    expect(githubReport(interrupted)).to.match(
      /^::warning title=INCOMPLETE::Interrupted: 7 of 8 cases were not run\.\n.*\nINCOMPLETE {2}1 passed\n$/,
    );
  });

  it('are at most ten of a kind, the rest counted in the last', () => {
    const many = reportWith(
      Array.from({ length: 14 }, (_, index) => ({
        ...error,
        id: `${index}`,
        message: `m${index}`,
      })),
      'INCOMPLETE',
    );
    const warnings = githubReport(many)
      .split('\n')
      .filter((line) => line.startsWith('::warning'));
    expect(warnings).to.have.length(10);
    expect(warnings[9]).to.equal(
      '::warning title=Not judged%3A 1 case::m9%0AThere are 4 more, which GitHub does not show.',
    );
  });

  it('are short, so that GitHub does not cut the count of the rest', () => {
    const message = 'x'.repeat(100_000);
    const huge = reportWith([{ ...error, message }], 'INCOMPLETE');
    expect(githubReport(huge)).to.match(/^::warning title=Not judged%3A 1 case::x{4000}…\n/);
  });

  it('hold what a target sends within one line', () => {
    const message = 'x\r\n::error::y\n##[error]z 100%0A\u2028';
    const evil = reportWith([{ ...error, message, id: '::set-env name=a::b' }, pass], 'INCOMPLETE');
    const [first] = githubReport(evil).split('\n');
    expect(first).to.equal(
      '::warning title=Not judged%3A 1 case::x\\x0d%0A::error::y%0A#\\x23[error]z 100%250A\\u2028',
    );
    const commands = githubReport(evil).match(/^::/gm);
    expect(commands).to.have.length(2);
  });
});
