/** A file that is not a report of this version gets one line with the place and the fix. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { again, report as clientReport, fail as differs } from '../client/example-reports.ts';
import { reportedClients } from '../client/reports/reported-client.ts';
import { InputError } from '../output/input-error.ts';
import { failed, interrupted, pass, passed } from '../server/reports/example-report.ts';
import { readReport, readReportToShow } from './read-report.ts';
import { type MadeFormat, reportFromFile } from './report-from-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
const clients = reportedClients([clientReport([again, differs])]);

after(() => rmSync(folder, { recursive: true }));

let count = 0;

function fileOf(content: string | Uint8Array): string {
  count += 1;
  const file = join(folder, `${count}.json`);
  writeFileSync(file, content);
  return file;
}

const file = (json: unknown) => fileOf(JSON.stringify(json));

/** A copy in which one text is another, so that each row shows what was changed. */
function changed(json: unknown, from: string, to: string): string {
  const text = JSON.stringify(json);
  if (!text.includes(from)) throw new RangeError(`the report does not have ${from}`);
  return fileOf(text.replace(from, to));
}

async function mistakeIn(path: string): Promise<string> {
  try {
    await readReport(path);
    return 'no mistake';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.replace(`${path}: `, '');
  }
}

describe('reading a report', () => {
  for (const [what, json, of] of [
    ['on a server', passed, 'server'],
    ['on a server that failed', failed, 'server'],
    ['on an interrupted run', interrupted, 'server'],
    ['on clients', reportedClients([clientReport([again])]), 'client'],
  ] as const) {
    it(`reads one ${what}`, async () => {
      expect(await readReport(file(json))).to.deep.equal({
        of,
        report: JSON.parse(JSON.stringify(json)),
      });
    });
  }

  it('changes nothing in it, and writes controls out only where it is shown', async () => {
    const path = changed(failed, failed.target.url, 'a\\tb');
    expect(await readReport(path)).to.have.nested.property('report.target.url', 'a\tb');
    expect(await readReportToShow(path)).to.have.nested.property('report.target.url', 'a\\x09b');
  });

  const again1 = 'make the report again with cors-conformance';
  const rows: readonly (readonly [what: string, path: () => string, line: string | RegExp])[] = [
    ['a missing file', () => join(folder, 'no'), 'there is no such file: name a JSON report'],
    ['a folder', () => folder, 'not a file: name a JSON report'],
    ['a device', () => '/dev/zero', 'not a file: name a JSON report'],
    [
      'a text',
      () => fileOf('<!doctype html>\n'),
      /^not JSON: .*: make a report with --report json$/,
    ],
    ['bytes', () => fileOf(new Uint8Array([0xff, 0xfe, 0])), /^not JSON: /],
    [
      'other JSON',
      () => file([1]),
      'not a report of cors-conformance: make one with --report json',
    ],
    ['null', () => file(null), 'not a report of cors-conformance: make one with --report json'],
    [
      'an old report',
      () => file({ ...passed, version: 1 }),
      `version: this command reads version 2 of reports on servers, not 1: ${again1} server <url> --report json`,
    ],
    [
      'a newer report on clients',
      () => file({ ...clients, version: 3 }),
      `version: this command reads version 2 of reports on clients, not 3: ${again1} client <name> --report json`,
    ],
    [
      'a member that is missing',
      () => changed(passed, '"seconds":8,', ''),
      `missing member "seconds": ${again1} server <url> --report json`,
    ],
    [
      'a verdict that does not exist',
      () => changed(passed, '"verdict":"pass"', '"verdict":"great"'),
      /^one\/simple-get-listed: verdict: must be one of "pass", .*, not "great": make/,
    ],
    [
      'a million mistakes',
      () => file({ ...passed, results: Array(1_000_000).fill(0) }),
      /^results\[0\]: must be an object, not 0: make/,
    ],
    [
      'a deep value',
      () =>
        changed(
          failed,
          '"found":"allow-origin-missing"',
          `"found":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        ),
      /^nested too deeply: make/,
    ],
    [
      'a requirement of another version',
      () => changed(passed, 'listed-origin-shared', 'sent-by-pigeon'),
      '"one/simple-get-listed": unknown requirement "sent-by-pigeon": use cors-conformance "1.2.3", which wrote the report',
    ],
    [
      'a step of another version',
      () =>
        changed(
          failed,
          '"verdict":"fail","step":"cors-check/2"',
          '"verdict":"fail","step":"cors-check/99"',
        ),
      '"one/simple-get-two": unknown step "cors-check/99": use cors-conformance "1.2.3", which wrote the report',
    ],
    [
      'a cause of another version',
      () => changed(failed, '"level":"must","step":"cors-check/2"', '"level":"must","step":"x"'),
      '"listed-origin-shared-allow-origin-missing": unknown step "x": use cors-conformance "1.2.3", which wrote the report',
    ],
    [
      'a step of clients of another version',
      () => changed(clients, differs.case.steps[0] ?? '', 'cors-check/99'),
      /^"[\w-]+": unknown step "cors-check\/99": use/,
    ],
    [
      'a URL that is not one',
      () => changed(passed, 'http://127.0.0.1:1/one/?c=a', 'nowhere'),
      '"one/simple-get-listed": "nowhere" is not a URL; the file was changed: make the report again',
    ],
    [
      'a policy that was not run',
      () => changed(passed, '"policy":"one"', '"policy":"six"'),
      '"one/simple-get-listed": the policy "six" is not one of target.policies; the file was changed: make the report again',
    ],
    [
      'one id twice',
      () => file({ ...passed, results: [pass, pass] }),
      'results: two have one id; the file was changed: make the report again',
    ],
    [
      'a cause without its result',
      () => changed(failed, '"results":["one/simple-get-two"]', '"results":["one/lost"]'),
      '"one/lost" is named, but is not a result; the file was changed: make the report again',
    ],
    [
      'a cause without any result',
      () => changed(failed, '"results":["one/simple-get-two"]', '"results":[]'),
      'causes: "listed-origin-shared-allow-origin-missing" has no results; the file was changed: make the report again',
    ],
    [
      'counts of something else',
      () => changed(passed, '"verdicts":{"pass":1', '"verdicts":{"pass":2'),
      /^summary\.verdicts: the results have \{"pass":1,/,
    ],
    [
      'PASSED above failures',
      () => changed(failed, '"conclusion":"FAILED"', '"conclusion":"PASSED"'),
      'summary.conclusion: the results say FAILED, not PASSED; the file was changed: make the report again',
    ],
    [
      'PASSED of an interrupted run',
      () => changed(interrupted, '"conclusion":"INCOMPLETE"', '"conclusion":"PASSED"'),
      'summary.conclusion: the results say INCOMPLETE, not PASSED; the file was changed: make the report again',
    ],
    [
      'an interrupted run that claims to be complete',
      () => changed(interrupted, '"complete":false', '"complete":true'),
      'summary.cutShort: does not agree with summary.complete; the file was changed: make the report again',
    ],
    [
      'a client that claims to have passed',
      () => changed(clients, '"conclusion":"FAILED"', '"conclusion":"PASSED"'),
      '"chromium": summary.conclusion: the results say FAILED, not PASSED; the file was changed: make the report again',
    ],
  ];
  for (const [what, path, line] of rows) {
    it(`refuses ${what} in one line`, async () => {
      const mistake = await mistakeIn(path());
      expect(mistake).not.to.include('\n');
      if (typeof line === 'string') expect(mistake).to.equal(line);
      else expect(mistake).to.match(line);
    });
  }

  it('refuses a huge file before it reads it', async () => {
    const path = fileOf('');
    truncateSync(path, 100_000_001);
    expect(await mistakeIn(path)).to.match(/^larger than 100 MB: run fewer cases with --filter/);
  });

  it('keeps a hostile name short', async () => {
    const path = file({ ...passed, [`x${'y'.repeat(100_000)}`]: 1 });
    expect((await mistakeIn(path)).length).to.be.below(500);
  });
});

describe('a report of a file', () => {
  const formats = ['text', 'markdown', 'junit', 'html', 'github'] satisfies MadeFormat[];
  for (const [what, json, verdict] of [
    ['a server', failed, 'FAILED'],
    ['clients', clients, 'FAILED'],
  ] as const) {
    for (const report of formats) {
      it(`on ${what} is made as ${report}`, async () => {
        const output = join(folder, `made.${report}`);
        await reportFromFile(file(json), { report, output });
        expect(readFileSync(output, 'utf8')).to.include(verdict);
      });
    }
  }

  it('shows each case of a client in full if it is verbose', async () => {
    const output = join(folder, 'verbose.txt');
    const two = reportedClients([clientReport([differs, { ...differs, case: again.case }])]);
    await reportFromFile(file(two), { report: 'text', output });
    expect(readFileSync(output, 'utf8')).to.include(`    Also  ${again.case.id}\n`);
    await reportFromFile(file(two), { report: 'text', output, verbose: true });
    expect(readFileSync(output, 'utf8')).to.include(`\n  ${again.case.id} (`);
  });

  it('drives no terminal, whatever is in the file', async () => {
    const output = join(folder, 'evil.txt');
    const evil = file({
      ...failed,
      results: failed.results.map((result) => ({
        ...result,
        reason: result.reason === null ? null : '\u001b[31mreason',
        path: ['\u009b1mpath\u202e'],
        reproduce: ['curl \u0007'],
      })),
      causes: failed.causes.map((cause) => ({ ...cause, settings: '\u001b]0;settings' })),
    });
    await reportFromFile(evil, { report: 'text', output, verbose: true });
    const text = readFileSync(output, 'utf8');
    expect(text).to.include('(\\x1b[31mreason)').and.to.include('\\x1b]0;settings');
    expect(text).not.to.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  it('never replaces the file itself', async () => {
    const path = file(passed);
    const made = reportFromFile(path, { report: 'html', output: path });
    expect(await made.catch((error: Error) => error.message)).to.equal(
      `--output ${path}: this is the JSON report: name another file`,
    );
  });
});
