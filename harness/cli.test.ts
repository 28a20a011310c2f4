/** The command line, as a stranger uses it: real processes, of what `npm run build` has made,
 *  against real servers. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { spec } from '../spec/index.ts';
import { faults } from './self-test/faults.ts';
import { model, testeeWith } from './self-test/model.ts';
import schema from './server/reports/report.schema.json' with { type: 'json' };
import { listen, type Testee, testee } from './testee/testee.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], interruptAfter?: string): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: projectFolder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  if (interruptAfter !== undefined) setTimeout(() => child.kill('SIGINT'), Number(interruptAfter));
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

  async function serveTestee(name: string, parts = model): Promise<string> {
    const server = await testee(testeeWith(name, parts));
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
      .to.include(`model 1 against Fetch ${spec.commit.slice(0, 12)}`)
      .and.to.include('0 must, 0 should, 0 info');
    expect(code).to.equal(0);
  });

  it('names what a faulty server gets wrong, with all that mends it: 1', async () => {
    const fault = faults.find(({ name }) => name === 'compares-by-prefix');
    const url = await serveTestee('compares-by-prefix', fault?.parts);
    const { code, out } = await cli('server', url, '--filter', 'one-origin/origin-suffix');
    expect(code).to.equal(1);
    for (const part of [
      '✗ lookalike-origin-refused (must)',
      '      one-origin/origin-suffix\n',
      'Origin: https://app.example.attacker.test\n',
      '← 200 OK\n',
      'Access-Control-Allow-Origin: https://app.example.attacker.test\n',
      'Expected  not shared: the policy does not allow the origin https://app.example.attacker.test',
      'Observed  shared',
      'Mend   compare whole origins',
      'Spec   https://fetch.spec.whatwg.org/#concept-cors-check',
      "Again     curl -si -H 'Origin: https://app.example.attacker.test' 'http://127.0.0.1:",
    ]) {
      expect(out).to.include(part);
    }
  });

  it('judges a server without CORS: 1 where the policy allows something, 0 where it is closed', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { code, out } = await cli('server', url, '--policy', oneOrigin());
    expect(code).to.equal(1);
    expect(out).to.include('Decided   cors-check/2 (allow-origin-missing)');
    expect(out).to.include('by way of http-fetch/4.4 → cors-check/2');
    expect((await cli('server', url, '--policy', file('closed.json', {}))).code).to.equal(0);
  });

  it('gives the same results as npm test -- --target', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const args = ['--policy', oneOrigin(), '--report', 'json'];
    const [command, mocha] = [
      await cli('server', url, ...args),
      await npmTest('--target', url, ...args),
    ];
    expect(JSON.parse(mocha.out).results.map(verdictOf)).to.deep.equal(
      JSON.parse(command.out).results.map(verdictOf),
    );
    expect(mocha.code).to.equal(command.code);
    const shown = await npmTest(`--target=${url}`, '--policy', oneOrigin());
    expect(shown.out)
      .to.match(/\d+ passing/)
      .and.to.include('one/simple-get-listed');
    expect(shown.code).to.equal(1);
  });

  it('reports in JSON that fits its schema', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { out } = await cli('server', url, '--policy', oneOrigin(), '--report', 'json');
    const validate = new Ajv({ strict: false }).compile(schema);
    validate(JSON.parse(out));
    expect(validate.errors).to.equal(null);
  });

  it('checks without a policy only what holds under any, and says so', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    const { code, out } = await cli('server', url, '--origin', 'https://app.example');
    expect(code).to.equal(0);
    expect(out).to.include('No policy is declared: only what holds under any policy is checked');
  });

  it('contacts a target that is no testee with GET, HEAD and OPTIONS only', async () => {
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
    expect(out).to.match(/not-sent {2}open\/method-put: PUT could change something/);
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
    const { out } = await cli('server', url, '--policy', policy, '--report', 'json');
    const failing = JSON.parse(out).results.filter(
      ({ verdict }: { verdict: string }) => verdict === 'fail',
    );
    const ids = failing.map(({ id }: { id: string }) => id);
    const entries = [{ ids, evidence: 'has no CORS' }];
    const known = await cli(
      'server',
      url,
      '--policy',
      policy,
      '--known-failing',
      file('known.json', entries),
    );
    expect(known.out)
      .to.include('known to fail  one/simple-get-listed')
      .and.to.include('(has no CORS)');
    expect(known.code).to.equal(0);
    const passing = [...entries, { ids: ['one/simple-get-unlisted'], evidence: 'x' }];
    const unexpected = await cli(
      'server',
      url,
      '--policy',
      policy,
      '--known-failing',
      file('passing.json', passing),
    );
    expect(unexpected.out).to.include(
      'passes, but is listed as known to fail  one/simple-get-unlisted',
    );
    expect(unexpected.code).to.equal(1);
    const unknown = [...entries, { ids: ['one/no-such-case'], evidence: 'x' }];
    const stray = await cli(
      'server',
      url,
      '--policy',
      policy,
      '--known-failing',
      file('stray.json', unknown),
    );
    expect(stray.out).to.include('lists one/no-such-case, which is no case here');
    expect(stray.code).to.equal(1);
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
      .to.match(/error {2}closed\/simple-get-unlisted/)
      .and.to.include('0 must, 0 should, 0 info');
    expect(code).to.equal(2);
  });

  it('prints what is known when it is interrupted: 130', async () => {
    const url = await serve((_request, response) => {
      setTimeout(() => response.end('ok'), 300);
    });
    const args = ['server', url, '--policy', oneOrigin(), '--concurrency', '1'];
    const { code, out } = await run(['dist/harness/cli.js', ...args], '1500');
    expect(out)
      .to.match(/interrupted: \d+ of \d+ cases were not run/)
      .and.to.match(/\d+ passed/);
    expect(code).to.equal(130);
  });

  const mistakes: [title: string, args: () => string[], line: string][] = [
    [
      'a closed port',
      () => ['server', 'http://127.0.0.1:9/'],
      'http://127.0.0.1:9/ cannot be reached: connect ECONNREFUSED 127.0.0.1:9',
    ],
    [
      'no URL',
      () => ['server', 'localhost'],
      'localhost is not an http: or https: URL: write http://host:port/path',
    ],
    [
      'a bad policy file',
      () => [
        'server',
        'http://127.0.0.1:9/',
        '--policy',
        file('bad.json', { allowOrigins: ['https://a.example/'] }),
      ],
      'bad.json: allowOrigins[0]: "https://a.example/" is not an origin: remove the trailing slash',
    ],
    [
      'a policy file that is not there',
      () => ['server', 'http://127.0.0.1:9/', '--policy', '/nowhere.json'],
      '/nowhere.json: there is no such file',
    ],
    [
      'a flag that does not exist',
      () => ['server', 'http://127.0.0.1:9/', '--polcy'],
      "error: unknown option '--polcy'",
    ],
    [
      'a number that is none',
      () => ['server', 'http://127.0.0.1:9/', '--concurrency', 'many'],
      "error: option '--concurrency <n>' argument 'many' is invalid. write a whole number from 1 to 256.",
    ],
    [
      'an origin that is none',
      () => ['explain', 'http://127.0.0.1:9/', '--origin', 'https://a.example/'],
      '--origin https://a.example/: not an origin: write scheme://host, scheme://host:port, or null',
    ],
    [
      'a part of the corpus that does not exist',
      () => ['corpus', 'all'],
      "error: command-argument value 'all' is invalid for argument 'part'.",
    ],
  ];
  for (const [title, args, line] of mistakes) {
    it(`says in one line what is wrong with ${title}: 2`, async () => {
      const { code, out, err } = await cli(...args());
      expect(err.trim().split('\n')[0]).to.include(line);
      expect(err).not.to.include('    at ');
      expect(out).to.equal('');
      expect(code).to.equal(2);
    });
  }

  it('says what a target without policy and manifest needs', async () => {
    const { code, err } = await cli(
      'server',
      await serve((_request, response) => response.end('ok')),
    );
    expect(err)
      .to.include('is no testee')
      .and.to.include('--policy file.json')
      .and.to.include('--origin');
    expect(code).to.equal(2);
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
