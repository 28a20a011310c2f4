import { createServer } from 'node:http';
import { expect } from 'chai';
import { testeeWith } from '../self-test/model.ts';
import { listen, testee } from '../testee/testee.ts';
import { type Observed, observedNotes, observeUndeclared } from './observe.ts';
import { findTarget } from './target.ts';

async function observe(url: string, origins: string[]): Promise<Observed | null> {
  const target = await findTarget({ url: new URL(url), origins, timeout: 2000, concurrency: 4 });
  try {
    return await observeUndeclared(target);
  } finally {
    await target.network.close();
  }
}

describe('what is observed of a target without a policy', () => {
  it('is the policy that it has, as far as it was asked', async () => {
    const behind = await testee(testeeWith('model'));
    // This server is not a testee: it does not pass the manifest on.
    const front = await listen(
      createServer(async (request, response) => {
        if (request.url?.startsWith('/.well-known')) return void response.writeHead(404).end();
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers))
          headers.set(name, String(value));
        const { request: send } = await import('undici');
        const answer = await send(`${behind.url}${request.url}`, {
          method: request.method as 'GET',
          headers: Object.fromEntries([...headers].filter(([name]) => name !== 'connection')),
        });
        response.writeHead(answer.statusCode, answer.headers).end(await answer.body.text());
      }),
    );
    const seen = await observe(`${front.url}/credentialed-allow-list/`, [
      'https://app.example',
      'https://other.example',
    ]);
    expect(seen?.policy).to.deep.equal({
      id: 'observed',
      allowOrigins: ['https://app.example'],
      allowCredentials: true,
      allowMethods: ['PUT', 'PATCH'],
      allowHeaders: ['Content-Type', 'X-Token'],
      exposeHeaders: ['X-Request-Id'],
    });
    expect(seen?.probes).to.include(
      'https://other.example: not shared, with credentials not shared',
    );
    const open = await observe(`${front.url}/open-lists/`, ['https://app.example']);
    expect(open?.policy)
      .to.include({ id: 'observed' })
      .and.not.to.have.property('allowCredentials');
    expect(open?.policy.allowOrigins).to.deep.equal(['*']);
    await front.close();
    await behind.close();
  });

  const app = 'https://app.example';
  const notesOf = async (headersFor: (origin: string) => Record<string, string>) => {
    const server = await listen(
      createServer((request, response) =>
        response.writeHead(200, headersFor(request.headers.origin ?? '')).end(),
      ),
    );
    const observed = await observe(`${server.url}/`, [app]);
    await server.close();
    return observedNotes([app], observed as Observed);
  };

  it('is noted where it is nothing', async () => {
    expect(await notesOf(() => ({}))).to.deep.equal([
      'no response is shared with https://app.example, with or without credentials',
    ]);
  });

  it('is noted where every site can read as its visitor', async () => {
    const reflected = (origin: string) => ({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
    });
    expect(await notesOf(reflected)).to.deep.equal([
      "every site can read responses with its visitors' credentials: https://unlisted.test could",
    ]);
  });

  it('is not noted where it is public without credentials', async () => {
    expect(await notesOf(() => ({ 'Access-Control-Allow-Origin': '*' }))).to.deep.equal([]);
  });
});
