import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { testeeWith } from '../self-test/model.ts';
import { listen, type Testee, testee } from '../testee/testee.ts';
import { readConfig } from './config.ts';
import { init } from './init.ts';

const origin = 'https://app.example';

describe('init', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-init-'));
  const config = join(folder, 'cors-conformance.json');
  const open: Testee[] = [];
  after(async () => {
    rmSync(folder, { recursive: true });
    for (const server of open) await server.close();
  });

  /** @returns what it says */
  async function said(url: string, force = false): Promise<string> {
    const { write } = process.stdout;
    let text = '';
    process.stdout.write = (chunk) => {
      text += chunk;
      return true;
    };
    try {
      await init(url, { config, origin: [origin], force });
    } finally {
      process.stdout.write = write;
    }
    return text;
  }

  it('writes what the server was seen to share', async () => {
    const server = await listen(
      createServer((request, response) => {
        response.setHeader('Vary', 'Origin');
        if (request.headers.origin === origin) {
          response.setHeader('Access-Control-Allow-Origin', origin);
        }
        response.end('ok');
      }),
    );
    open.push(server);
    expect(await said(`${server.url}/api/items`)).to.match(/correct it to what you mean/);
    const { targets } = await readConfig(config);
    expect(targets).to.have.length(1);
    expect(targets[0]).to.deep.include({ name: 'items', url: new URL(`${server.url}/api/items`) });
    expect(targets[0]?.options.policy).to.deep.equal({ id: 'policy', allowOrigins: [origin] });
  });

  it('sees a server that allows whatever it is asked for, and notes what every site can do', async () => {
    const server = await listen(
      createServer(({ headers }, response) => {
        response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
        response.setHeader('Access-Control-Allow-Credentials', 'true');
        for (const name of ['method', 'headers'] as const) {
          const asked = headers[`access-control-request-${name}`];
          if (asked === undefined) continue;
          const answer = `Access-Control-Allow-${name === 'method' ? 'Methods' : 'Headers'}`;
          response.setHeader(answer, asked);
        }
        response.end('ok');
      }),
    );
    open.push(server);
    expect(await said(`${server.url}/`, true)).to.match(
      /^note {2}every site can read responses with its visitors' credentials/,
    );
    const { targets } = await readConfig(config);
    expect(targets[0]?.options.policy).to.deep.equal({
      id: 'policy',
      allowOrigins: ['*'],
      allowMethods: ['*'],
      allowHeaders: ['*', 'authorization'],
    });
  });

  it('replaces no file unless it is told to', async () => {
    const before = readFileSync(config, 'utf8');
    const error = await said('http://127.0.0.1:9/').catch((reason) => reason);
    expect(error.message).to.match(/the file is there: replace it with --force, or name another$/);
    expect(readFileSync(config, 'utf8')).to.equal(before);
  });

  it('names its own option where the file is a folder', async () => {
    const options = { config: folder, origin: [origin], force: true };
    const error = await init('http://127.0.0.1:9/', options).catch((reason) => reason);
    expect(error.message).to.equal(`--config ${folder}: this is a folder: name a file in it`);
  });

  it('writes no policy of a testee, which names its own', async () => {
    const server = await testee(testeeWith('model', null, ['one-origin']));
    open.push(server);
    await said(server.url, true);
    const { targets } = await readConfig(config);
    expect(targets[0]).to.deep.include({ name: '127.0.0.1', url: new URL(server.url) });
    expect(targets[0]?.options.policy).to.equal(undefined);
  });
});
