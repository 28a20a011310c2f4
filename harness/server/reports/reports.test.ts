/** The reports are made of what targets send: none of it may break out of its place. */
import { createServer } from 'node:http';
import { expect } from 'chai';
import { schemaCheck } from '../../../conformance/schema-check.ts';
import knownDeviations from '../../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import { noColours } from '../../output/terminal.ts';
import { listen } from '../../testee/testee.ts';
import { prepareRun } from '../prepared-run.ts';
import type { Result } from '../result.ts';
import { results } from '../run.ts';
import { findTarget } from '../target.ts';
import { fail, failed, pass, reportWith } from './example-report.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import schema from './report.schema.json' with { type: 'json' };
import type { Report } from './report.ts';
import { reportOf } from './report-of.ts';
import { textReport } from './text.ts';

const evil = '\x1b[31m<script>alert("x")</script>```|*`\x07';

describe('the reports', () => {
  let report: Report;

  before(async () => {
    const server = await listen(
      createServer((_request, response) => {
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nX-Evil: ${evil.replace(/[\x1b\x07]/g, '\x9b')}\r\nAccess-Control-Allow-Origin: ${evil.replace(/[\x1b\x07]/g, '\x9b')}\r\nContent-Length: 0\r\n\r\n`,
          'latin1',
        );
      }),
    );
    const policy = { id: 'one', allowOrigins: ['https://app.example'] };
    const target = await findTarget({
      url: new URL(server.url),
      policy,
      timeout: 2000,
      concurrency: 4,
    });
    const run = prepareRun(target, { concurrency: 4, level: 'should', filter: 'simple-get' });
    const collected: Result[] = [];
    for await (const result of results(run)) collected.push(result);
    await target.network.close();
    await server.close();
    report = reportOf({ run, results: collected, observed: null, exitCode: 1 });
  });

  it('in text write control characters out', () => {
    const text = textReport(report, noColours);
    expect(text).to.include('X-Evil: \\x9b[31m<script>');
    expect(text).not.to.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  for (const [count, rest] of [
    [4, '1 case for 1 other reason (--verbose)'],
    [5, '2 cases for 2 other reasons (--verbose)'],
  ] as const) {
    it(`in text count ${count} reasons for skips`, () => {
      const skips = Array.from({ length: count }, (_each, index) => ({
        ...pass,
        id: `one-origin/skipped-${index}`,
        verdict: 'skip' as const,
        message: `reason ${index}`,
      }));
      const text = textReport(reportWith(skips, 'PASSED'), noColours);
      expect(text).to.include(`skipped  ${rest}`);
    });
  }

  it('in HTML say at the top when the run began', () => {
    expect(htmlReport(failed)).to.include('<p class="when">2026-01-02 03:04:05 UTC, 8 seconds</p>');
  });

  it('in HTML escape what is markup', () => {
    const html = htmlReport(report);
    expect(html)
      .to.include('&lt;script&gt;alert(&quot;x&quot;)')
      .and.not.to.include('<script>alert');
    expect(html).to.include('\\u003cscript>alert(\\"x\\")\\u003c/script>');
    expect(html).to.include('<details class="cause bad" open>').and.to.include('cors-check/4');
    expect(html).not.to.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  it('in XML escape what is markup, and count', () => {
    const xml = junitReport(report);
    expect(xml).not.to.include('<script');
    expect(xml).to.include(
      '<failure type="must" message="not shared: Access-Control-Allow-Origin is',
    );
    expect(xml).to.match(/<testsuite name="one" tests="\d+" failures="3" errors="0" skipped="0" /);
  });

  it('in Markdown fence what comes from the target', () => {
    const markdown = markdownReport(report);
    expect(markdown).to.include('````http\n').and.to.include('## ✗ listed-origin-shared (must)');
    expect(markdown).to.include('| one | ').and.not.to.include('<script>alert("x")</script>`\n');
  });

  it('in JSON say all, and escape control characters', () => {
    expect([...jsonReport(report)].join(''))
      .to.include('\\u009b[31m')
      .and.not.to.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    const parsed = JSON.parse([...jsonReport(report)].join(''));
    expect(parsed.summary.failures).to.deep.equal({ must: 3, should: 0, info: 0 });
    expect(parsed.results[0].exchanges[0].response.headers[0][0]).to.equal('X-Evil');
  });

  it('in JSON are as their schema says, and a misspelling is refused', () => {
    const text = [...jsonReport(report)].join('');
    const check = schemaCheck(schema, [knownDeviations]);
    expect(check(JSON.parse(text))).to.deep.equal([]);
    const [line] = check(JSON.parse(text.replace('"verdict":', '"verdcit":')));
    expect(line).to.match(
      /^one\/simple-get-[\w-]+: unknown member "verdcit" .* missing .*"verdict"$/,
    );
  });
});

describe('the verdict of a run that failed before it was interrupted', () => {
  const cutShort = 'interrupted: 7 of 8 cases were not run';
  const report = reportWith([pass, fail], 'FAILED', { exitCode: 130, complete: false, cutShort });
  for (const [format, text] of [
    ['text', textReport(report, noColours)],
    ['Markdown', markdownReport(report)],
    ['HTML', htmlReport(report)],
  ] as const) {
    it(`says in ${format} that more can fail`, () => {
      expect(text).to.match(/1 passed, 1 failed \(1 must\), incomplete/);
    });
  }
});

describe('what was compared with HTTP/1.1', () => {
  const failure = 'it cannot be reached over HTTP/1.1';
  for (const [compared, sentence] of [
    [
      { cases: 9, differing: 0, failure: null },
      'all 9 cases that were compared end over HTTP/1.1 as they do over HTTP/2',
    ],
    [
      { cases: 9, differing: 2, failure: null },
      '2 of 9 cases that were compared end differently over HTTP/1.1 and HTTP/2',
    ],
    [{ cases: 0, differing: 0, failure }, failure],
    [
      { cases: 5, differing: 1, failure },
      `1 of 5 cases that were compared end differently over HTTP/1.1 and HTTP/2; the others were not compared: ${failure}`,
    ],
  ] as const) {
    const report = reportWith([pass], 'PASSED', {}, { compared });
    it(`is said in every format for people: ${sentence}`, () => {
      expect(textReport(report, noColours)).to.include(`note  ${sentence}\n`);
      expect(markdownReport(report)).to.include(`Note: ${sentence}\n`);
      expect(htmlReport(report)).to.include(sentence);
    });
  }
});

describe('a target whose every response is an error', () => {
  const answering = (status: number) => ({
    ...pass,
    exchanges: [
      {
        request: { method: 'GET', url: 'http://127.0.0.1:1/', headers: [], body: null },
        response: { status, statusMessage: '', headers: [], bodyLength: 0, bodyStart: null },
        cause: null,
      },
    ],
  });
  const noteOn = (testee: Report['target']['testee'], ...statuses: number[]) => {
    const report = reportWith(statuses.map(answering), 'PASSED', {}, { testee, notes: [] });
    return /note {2}(.*)/.exec(textReport(report, noColours))?.[1];
  };
  for (const [statuses, note] of [
    [[404, 404], 'every response to GET has the status 404: is the URL right?'],
    [[401], 'every response to GET has the status 401: pass what it asks for with --header'],
    [[500], 'every response to GET has the status 500: does the application work?'],
    [[404, 200], undefined],
    [[404, 500], undefined],
    [[204], undefined],
  ] as const) {
    it(`${note === undefined ? 'is none' : 'is noted'}: ${statuses.join(', ')}`, () => {
      expect(noteOn(null, ...statuses)).to.equal(note);
      expect(noteOn({ name: 'a testee', version: '1' }, ...statuses)).to.equal(undefined);
    });
  }
});
