/** `explain --message` as its users run it, and that browsers can load what explains messages. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

function explain(
  input: string,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['dist/harness/cli.js', 'explain', ...args],
    { cwd: projectFolder, input, encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

const message =
  "Access to fetch at 'https://api.example/' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

describe('explain --message', function () {
  this.timeout(60_000);

  it('says what is wrong and how to fix it', () => {
    const { code, out } = explain('', '--message', message);
    expect(out).to.match(/^✗ Blocked {2}Access to fetch at 'https:\/\/api\.example\/'/);
    expect(out).to.contain('\nPrinted by Chromium (Chrome, Edge)\n');
    expect(out).to.contain(
      '\nThe response from https://api.example/ has no Access-Control-Allow-Origin.',
    );
    expect(out).to.contain(
      '\nFix        Send exactly one line Access-Control-Allow-Origin: https://app.example ',
    );
    expect(out).to.contain('\n           cors-conformance recipes allow-origin-missing shows ');
    expect(out).to.contain('\nDecided    cors-check/2 (allow-origin-missing): ');
    expect(out).to.contain('\n           https://fetch.spec.whatwg.org/#concept-cors-check\n');
    expect(out).to.match(/\nOthers {5}Firefox \d+: Cross-Origin Request Blocked: /);
    expect(out).to.match(/\n {11}WebKitGTK \d\.\d+: Origin https:\/\/app\.example is not allowed/);
    expect(code).to.equal(1);
  });

  it('reads standard input, and writes JSON', () => {
    const { code, out } = explain(`${message}\n`, '--message', '-', '--report', 'json');
    const { version, exitCode, refusals } = JSON.parse(out);
    expect({ version, exitCode, code }).to.deep.equal({ version: 1, exitCode: 1, code: 1 });
    expect(refusals[0].text).to.equal(message);
    expect(refusals[0].reasons[0].step).to.equal('cors-check/2');
  });

  const others: [text: string, out: RegExp][] = [
    ['\u001b[31mhello', /^\? Not recognised {2}This is not a message about CORS/],
    ['TypeError: Failed to fetch', /^\? Could not tell {2}TypeError: Failed to fetch\n/],
    [
      'GET https://a.example/ net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      /^\? Not CORS {2}GET https:\/\/a\.example\/ net::ERR_BLOCKED.*\nCross-Origin-Resource-Policy\. /,
    ],
  ];
  for (const [text, out] of others) {
    it(`ends with code 2 for ${JSON.stringify(text)}`, () => {
      const result = explain('', '--message', text);
      expect(result.out).to.match(out);
      expect(result.out).not.to.contain('\u001b');
      expect(result.code).to.equal(2);
    });
  }

  const mistakes: [args: string[], line: string][] = [
    [[], 'explain: name the URL that the page fetches, or pass --curl, --har or --message\n'],
    [
      ['http://localhost/', '--message', message],
      'a URL and --message: leave one out, and put what you pass in quotes\n',
    ],
  ];
  for (const [args, line] of mistakes) {
    it(`refuses explain ${args[0] ?? 'alone'}`, () => {
      const { code, err } = explain('', ...args);
      expect(err).to.equal(line);
      expect(code).to.equal(2);
    });
  }
});

describe('explainMessages() in a bundle for browsers', () => {
  it('needs nothing of Node.js', async () => {
    const { errors } = await build({
      entryPoints: ['harness/explain/message/explain-messages.ts'],
      absWorkingDir: projectFolder,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    });
    expect(errors).to.deep.equal([]);
  });
});
