/** The command line, as a stranger uses it: real processes, of what `npm run build` has made,
 *  against real servers. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { schemaCheck } from '../conformance/schema-check.ts';
import knownDeviations from '../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import { spec } from '../spec/index.ts';
import { faultOf } from './self-test/faults/faults.ts';
import { testeeWith } from './self-test/model.ts';
import schema from './server/reports/report.schema.json' with { type: 'json' };
import { listen, type Testee, testee } from './testee/testee.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Watched {
  /** Sent to the process, once this resolves. */
  readonly signal?: Promise<NodeJS.Signals>;
  /** Whether nobody reads standard output. */
  readonly isPipeClosed?: boolean;
}

function run(args: readonly string[], { signal, isPipeClosed }: Watched = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: projectFolder });
  if (isPipeClosed) child.stdout.destroy();
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  signal?.then((name) => child.kill(name));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const cli = (...args: string[]) => run(['dist/harness/cli.js', ...args]);
const npmTest = (...args: string[]) =>
  run(['--import', 'tsx', 'harness/scripts/npm-test.ts', ...args]);

describe('the command line', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
  const open: Testee[] = [];
  after(async () => {
    rmSync(folder, { recursive: true });
    for (const server of open) await server.close();
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = await listen(createServer(listener));
    open.push(server);
    return `${server.url}/`;
  }

  async function serveTestee(name: string, fault: string | null = null): Promise<string> {
    // Two policies: that the model has no finding under all of them is tested elsewhere, and takes longer.
    const ids = ['any-origin', 'one-origin'];
    const server = await testee(testeeWith(name, fault === null ? null : faultOf(fault), ids));
    open.push(server);
    return server.url;
  }

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  const oneOrigin = () => file('one.json', { allowOrigins: ['https://app.example'] });

  it('finds nothing in the model: 0', async () => {
    const { code, out } = await cli('server', await serveTestee('model'), '--level', 'info');
    expect(out)
      .to.match(/\nPASSED {2}\d+ passed/)
      .and.to.include(`model 1 against Fetch ${spec.commit.slice(0, 12)}`)
      .and.not.to.include('failed');
    expect(code).to.equal(0);
  });

  it('names what a faulty server gets wrong, with all it takes to fix it: 1', async () => {
    const url = await serveTestee('faulty', 'compares-by-prefix');
    const { code, out } = await cli('server', url, '--filter', 'one-origin/origin-suffix');
    expect(code).to.equal(1);
    for (const part of [
      '✗ lookalike-origin-refused (must)',
      '  1 failure under the policy one-origin\n',
      '  one-origin/origin-suffix\n',
      'Origin: https://app.example.attacker.test\n',
      '← 200 OK\n',
      'Access-Control-Allow-Origin: https://app.example.attacker.test\n',
      'Expected   not shared: the policy does not allow the origin https://app.example.attacker.test',
      'Observed   shared',
      'Fix        Compare whole origins',
      'Spec       https://fetch.spec.whatwg.org/#concept-cors-check',
      "Reproduce  curl -si -H 'Origin: https://app.example.attacker.test' 'http://127.0.0.1:",
    ]) {
      expect(out).to.include(part);
    }
  });

  it('judges a server without CORS: 1 where the policy allows something, 0 where it is closed', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { code, out } = await cli('server', url, '--policy', oneOrigin(), '--filter', 'simple');
    expect(code).to.equal(1);
    expect(out).to.match(/\nFAILED {2}\d+ passed/);
    expect(out).to.include('Decided    cors-check/2 (allow-origin-missing)');
    expect(out).to.include('via http-fetch/4.4 → cors-check/2');
    expect(
      (await cli('server', url, '--policy', file('closed.json', {}), '--filter', 'simple')).code,
    ).to.equal(0);
  });

  it('gives the same results as npm test -- --target', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const args = ['--policy', oneOrigin(), '--filter', 'simple', '--report', 'json'];
    const [command, mocha] = [
      await cli('server', url, ...args),
      await npmTest('--target', url, ...args),
    ];
    expect(JSON.parse(mocha.out).results.map(verdictOf)).to.deep.equal(
      JSON.parse(command.out).results.map(verdictOf),
    );
    expect(mocha.code).to.equal(command.code);
    const shown = await npmTest(`--target=${url}`, '--policy', oneOrigin(), '--filter', 'simple');
    expect(shown.out)
      .to.match(/\d+ passing/)
      .and.to.include('policy/simple-get-listed')
      .and.to.include('No response has any CORS header');
    expect(shown.code).to.equal(1);
  });

  it('reports in JSON that fits its schema', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { out } = await cli(
      'server',
      url,
      '--policy',
      oneOrigin(),
      '--filter',
      'simple',
      '--report',
      'json',
    );
    expect(schemaCheck(schema, [knownDeviations])(JSON.parse(out))).to.deep.equal([]);
  });

  it('checks without a policy only what holds under any, and says so', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { code, out } = await cli('server', url, '--origin', 'https://app.example');
    expect(code).to.equal(0);
    expect(out)
      .to.include('No policy is declared, so only what holds under any policy is checked')
      .and.to.include(
        'note  no response is shared with https://app.example, with or without credentials',
      );
  });

  it('contacts a target that is not a testee with GET, HEAD and OPTIONS only', async () => {
    const methods = new Set<string | undefined>();
    const url = await serve((request, response) => {
      methods.add(request.method);
      const origin = request.headers.origin ?? '*';
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Methods', 'PUT, DELETE, PATCH');
      response.setHeader('Access-Control-Allow-Headers', 'x-token, content-type');
      response.end('ok');
    });
    const policy = file('open.json', {
      allowOrigins: ['*'],
      allowMethods: ['PUT', 'DELETE', 'PATCH'],
      allowHeaders: ['X-Token', 'Content-Type'],
    });
    const { out } = await cli('server', url, '--policy', policy);
    expect([...methods].sort()).to.deep.equal(['GET', 'HEAD', 'OPTIONS']);
    expect(out).to.match(/not sent {2}PUT could change something: .* such as policy\/method-put\)/);
    await cli('server', url, '--policy', policy, '--allow-unsafe-methods');
    expect(methods).to.include('PUT').and.to.include('POST');
  });

  it('follows no redirect to another origin', async () => {
    let visits = 0;
    const elsewhere = await serve((_request, response) => {
      visits += 1;
      response.end();
    });
    const url = await serve((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.writeHead(302, { Location: elsewhere }).end();
    });
    const policy = file('any.json', { allowOrigins: ['*'] });
    const { code, out } = await cli('server', url, '--policy', policy, '--filter', 'simple-get');
    expect(out).to.include('is not the target: not contacted');
    expect(code).to.equal(2);
    expect(visits).to.equal(0);
  });

  it('ends redirects in circles', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.writeHead(302, { Location: '/' }).end();
    });
    const { code, out } = await cli('explain', url, '--origin', 'https://app.example');
    expect(code).to.equal(1);
    expect(out).to.include('http-redirect-fetch/7 (too-many-redirects)');
  });

  it('explains a copied curl command and a recording', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', 'https://app.example');
      response.setHeader('Access-Control-Allow-Methods', 'PUT');
      response.end('ok');
    });
    const copied = `curl '${url}' -X PUT -H 'Origin: https://app.example'`;
    const { code, out } = await cli('explain', '--curl', copied);
    expect(out).to.include('✓ Allowed  The preflight allows PUT.');
    expect(code).to.equal(0);
    const recording = 'harness/explain/from-har/recordings/chromium.har';
    const { code: second, out: told } = await cli('explain', '--har', recording);
    expect(told).to.include('9 CORS fetches: 4 not shared, 1 could not be told, 4 shared.');
    expect(second).to.equal(1);
  });

  it('lets nothing of a target steer the terminal', async () => {
    const url = await serve((_request, response) => {
      response.socket?.end(
        'HTTP/1.1 200 \x9b31m\r\nX-Evil: \x9b2J\x85\r\nContent-Length: 0\r\n\r\n',
        'latin1',
      );
    });
    const { out } = await cli('explain', url, '--origin', 'https://app.example');
    expect(out).to.include('\\x9b2J\\x85');
    expect(out).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('knows failures from a file, and holds it to what it says', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const policy = oneOrigin();
    const some = ['--filter', 'simple-get'];
    const ids = ['listed', 'explicit', 'same-origin-mode'].map((end) => `policy/simple-get-${end}`);
    const entries = [{ what: 'It has no CORS.', cases: ids }];
    const known = await cli(
      'server',
      url,
      '--policy',
      policy,
      ...some,
      '--known-deviations',
      file('known.json', { deviations: entries }),
    );
    expect(known.out).to.include(
      'known  It has no CORS. (3 cases, such as policy/simple-get-listed)',
    );
    expect(known.code).to.equal(0);
    const stale = [
      ...entries,
      { what: 'x', cases: ['policy/simple-get-unlisted'] },
      { what: 'y', cases: ['policy/no-such-case'] },
    ];
    const unexpected = await cli(
      'server',
      url,
      '--policy',
      policy,
      ...some,
      '--known-deviations',
      file('stale.json', { deviations: stale }),
    );
    expect(unexpected.out)
      .to.include('no longer deviates  x (policy/simple-get-unlisted)')
      .and.to.include('has policy/no-such-case, which matches no case of this target');
    expect(unexpected.code).to.equal(1);
  });

  it('calls trouble an error, not a failure: 2', async () => {
    let requests = 0;
    const url = await serve((request, response) => {
      requests += 1;
      if (requests > 1) request.socket.destroy();
      else response.end('ok');
    });
    const { code, out } = await cli('server', url, '--policy', file('closed.json', {}));
    expect(out)
      .to.match(/not judged {2}.*policy\/simple-get-unlisted/)
      .and.to.match(/\nINCOMPLETE {2}/);
    expect(code).to.equal(2);
  });

  const shortened: readonly [title: string, options: string[], line: RegExp][] = [
    [
      'whose target no longer answers',
      ['--timeout', '100'],
      /\n10 requests in a row failed, and so did a plain GET: no complete response within 100 ms: \d+ of \d+ cases were not run\n/,
    ],
    [
      'whose time is over',
      ['--max-time', '500'],
      /\nthe time of --max-time 500 is over: \d+ of \d+ cases were not run\n/,
    ],
  ];
  for (const [title, options, line] of shortened) {
    it(`stops a run ${title}, and reports what it knows: 2`, async () => {
      let requests = 0;
      const url = await serve((_request, response) => {
        requests += 1;
        if (requests <= 3) response.end('ok');
      });
      const { code, out } = await cli('server', url, '--policy', file('c.json', {}), ...options);
      expect(out)
        .to.match(line)
        .and.to.match(/\nINCOMPLETE {2}/);
      expect(code).to.equal(2);
    });
  }

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`reports what it knows when it is interrupted by ${signal}: ${exitCode}`, async () => {
      let requests = 0;
      let isDue: (signal: NodeJS.Signals) => void;
      const due = new Promise<NodeJS.Signals>((resolve) => {
        isDue = resolve;
      });
      const url = await serve((_request, response) => {
        requests += 1;
        if (requests === 10) isDue(signal);
        setTimeout(() => response.end('ok'), 50);
      });
      const args = ['server', url, '--policy', oneOrigin(), '--concurrency', '1'];
      const { code, out } = await run(['dist/harness/cli.js', ...args], { signal: due });
      expect(out)
        .to.match(/interrupted: \d+ of \d+ cases were not run/)
        .and.to.match(/\d+ passed/);
      expect(code).to.equal(exitCode);
    });
  }

  it('stops what it started when a run of a project is interrupted, and reports what it knows: 130', async () => {
    let requests = 0;
    let isDue: (signal: NodeJS.Signals) => void;
    const due = new Promise<NodeJS.Signals>((resolve) => {
      isDue = resolve;
    });
    const url = await serve((_request, response) => {
      requests += 1;
      if (requests === 10) isDue('SIGINT');
      setTimeout(() => response.end('ok'), 50);
    });
    const other = await listen(createServer());
    await other.close();
    const script = `require('node:http').createServer((request, response) => response.end())
      .listen(${new URL(other.url).port}, '127.0.0.1')`;
    const targets = ['first', 'second'].map((name) => ({
      name,
      url,
      policy: { allowOrigins: ['https://app.example'] },
      concurrency: 1,
      start: { command: [process.execPath, '-e', script], url: other.url },
    }));
    const args = ['run', '--config', file('project.json', { targets })];
    const { code, out } = await run(['dist/harness/cli.js', ...args], { signal: due });
    expect(out)
      .to.match(/interrupted: \d+ of \d+ cases were not run/)
      .and.to.include('second  INCOMPLETE  not run: interrupted');
    expect(code).to.equal(130);
    expect(await fetch(other.url).catch(() => 'nobody answers')).to.equal('nobody answers');
  });

  for (const reader of ['server', 'npm test'] as const) {
    it(`keeps its exit code where nobody reads what ${reader} writes`, async () => {
      const url = await serve((_request, response) => response.end('ok'));
      const program =
        reader === 'server'
          ? ['dist/harness/cli.js', 'server', url]
          : ['--import', 'tsx', 'harness/scripts/npm-test.ts', `--target=${url}`];
      const args = [...program, '--policy', oneOrigin(), '--filter', 'simple-get'];
      const { code, err } = await run(args, { isPipeClosed: true });
      expect(err).to.equal('');
      expect(code).to.equal(1);
    });
  }

  it('writes a report into a file, and leaves nothing else beside it', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const reports = mkdtempSync(join(folder, 'reports-'));
    const report = join(reports, 'report.json');
    writeFileSync(report, 'of an earlier run');
    const args = ['--policy', oneOrigin(), '--report', 'json', '--output', report];
    const { code, out } = await cli('server', url, ...args);
    expect(JSON.parse(readFileSync(report, 'utf8')).summary.exitCode).to.equal(1);
    expect(readdirSync(reports)).to.deep.equal(['report.json']);
    expect(out).to.equal('');
    expect(code).to.equal(1);
  });

  it('says in one line that a report does not fit on the disk: 2', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const url = await serve((_request, response) => response.end('ok'));
    const args = ['--policy', oneOrigin(), '--output', '/dev/full'];
    const { code, err } = await cli('server', url, ...args);
    expect(err).to.equal(
      '--output /dev/full: the disk is full: free some space, or name another file\n',
    );
    expect(code).to.equal(2);
  });

  it('says what a target without policy and manifest needs', async () => {
    const { code, err } = await cli(
      'server',
      await serve((_request, response) => response.end('ok')),
    );
    expect(err)
      .to.include('is not a testee')
      .and.to.include('--policy file.json')
      .and.to.include('--origin');
    expect(code).to.equal(2);
  });

  it('prints the setting of a server that fixes a cause: 0', async () => {
    const { code, out } = await cli('recipes', 'error-response-shared', '--server', 'nginx');
    expect(out).to.include('add_header Access-Control-Allow-Origin $cors_origin always;');
    expect(code).to.equal(0);
  });

  it('prints the corpus, and makes it concrete for a policy', async () => {
    const { out } = await cli('corpus', 'servers', '--policy', oneOrigin());
    const planned = JSON.parse(out);
    expect(planned[0].fetches[0].origin).to.equal('https://app.example');
    expect(JSON.parse((await cli('corpus', 'requirements')).out)).to.be.an('array');
  });
});

function verdictOf({ id, verdict, step }: { id: string; verdict: string; step: string }) {
  return { id, verdict, step };
}
