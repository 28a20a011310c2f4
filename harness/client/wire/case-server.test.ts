import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { type ExchangeCase, exchanges } from '../../../conformance/exchanges.ts';
import { CaseServer, cookieURLs, type RunningCase } from './case-server.ts';
import { prefixOf } from './placement.ts';

const [anyCase] = exchanges as [ExchangeCase];

/** Sends `text` to B as it is. @returns all that comes back until the connection ends */
function send(running: RunningCase, text: string): Promise<string> {
  const port = Number(new URL(running.placement.origins.B).port);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
      // What keeps the connection open has told its length.
      if (received.endsWith('\r\n\r\n') || received.endsWith('end')) socket.end();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

describe('CaseServer', () => {
  let server: CaseServer;
  before(async () => {
    server = await CaseServer.start();
  });
  after(() => server.close());

  function run(rules: ExchangeCase['given']['server'], more: Partial<ExchangeCase['given']> = {}) {
    const given = { ...anyCase.given, server: rules, ...more };
    return server.add({ ...anyCase, given }, server.originsAt('localhost'));
  }

  it('answers by the rules, and writes down each line', async () => {
    const running = run([
      { on: { origin: 'B', path: '/y' }, status: 200, headers: [['X-A', '{A}']], body: 'end' },
    ]);
    const path = `${prefixOf('B', running.placement)}/y`;
    const answer = await send(running, `GET ${path} HTTP/1.1\r\nx-B:  1\r\nX-b: 2\r\n\r\n`);
    expect(answer).to.equal(
      `HTTP/1.1 200 \r\nX-A: ${running.placement.origins.A}\r\nContent-Length: 3\r\n\r\nend`,
    );
    expect(running.requests).to.deep.equal([
      {
        method: 'GET',
        target: path,
        headers: [
          ['x-B', '1'],
          ['X-b', '2'],
        ],
        body: '',
        origin: 'B',
        path: '/y',
        fetch: 0,
        answer: 'answered',
      },
    ]);
  });

  it('sends exact bytes and ends', async () => {
    const raw = 'HTTP/1.1 200 OK\r\nX: \0\rcaf\u00e9\r\n folded';
    const running = run([{ on: { origin: 'B' }, raw }]);
    const path = `${prefixOf('B', running.placement)}/`;
    expect(await send(running, `GET ${path} HTTP/1.1\r\n\r\n`)).to.equal(raw);
  });

  it('drops connections, and bears the retries', async () => {
    const running = run([{ on: { origin: 'B' }, drop: true }]);
    const path = `${prefixOf('B', running.placement)}/`;
    for (let time = 0; time < 3; time += 1) {
      expect(await send(running, `GET ${path} HTTP/1.1\r\n\r\n`)).to.equal('');
    }
    expect(running.requests.map(({ answer }) => answer)).to.deep.equal(Array(3).fill('dropped'));
  });

  it('says so where no rule answers', async () => {
    const running = run([{ on: { origin: 'C' }, status: 200, headers: [], body: '' }]);
    const path = `${prefixOf('B', running.placement)}/`;
    expect(await send(running, `GET ${path} HTTP/1.1\r\n\r\n`)).to.match(/^HTTP\/1.1 500 /);
    expect(running.requests.map(({ answer }) => answer)).to.deep.equal(['unmatched']);
  });

  it('tells the fetches of a case apart', async () => {
    const running = run([{ on: { origin: 'B' }, status: 204, headers: [], body: '' }]);
    const path = `${prefixOf('B', running.placement)}/`;
    await send(running, `GET ${path} HTTP/1.1\r\n\r\n`);
    await fetch(`${running.placement.origins.A}/~fetch/${running.placement.token}/1`);
    await send(running, `GET ${path} HTTP/1.1\r\n\r\n`);
    expect(running.requests.map(({ fetch: index }) => index)).to.deep.equal([0, 1]);
  });

  it('sets the cookies of a case, for the case alone', async () => {
    const running = run([], {
      cookies: [
        { origin: 'A', name: 'a', value: '1' },
        { origin: 'B', name: 'b', value: '2' },
      ],
    });
    const responses = await Promise.all(cookieURLs(running).map((url) => fetch(url)));
    expect(responses.map(({ headers }) => headers.getSetCookie())).to.deep.equal([
      [`a=1; Path=${prefixOf('A', running.placement)}`],
      [`b=2; Path=${prefixOf('B', running.placement)}`],
    ]);
  });

  it('keeps a limited number of requests', async () => {
    const running = run([{ on: { origin: 'B' }, status: 204, headers: [], body: '' }]);
    const path = `${prefixOf('B', running.placement)}/`;
    const request = `GET ${path} HTTP/1.1\r\nX-A: ${'x'.repeat(30_000)}\r\n\r\n`;
    for (let count = 0; count < 20; count += 1) await send(running, request).catch(() => {});
    expect(running.requests.length).to.be.within(5, 9);
  });

  it('lets the oldest of many connections go', async () => {
    const port = Number(new URL(server.originsAt('localhost').B).port);
    const sockets = Array.from({ length: 300 }, () =>
      connect(port, '127.0.0.1')
        .on('error', () => {})
        .resume(),
    );
    await once(sockets[0] as Socket, 'close');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).to.equal(404);
    for (const socket of sockets) socket.destroy();
  });

  it('knows a case no longer once it is removed', async () => {
    const running = run([{ on: { origin: 'B' }, status: 200, headers: [], body: '' }]);
    server.remove(running);
    const url = `${running.placement.origins.B}${prefixOf('B', running.placement)}/`;
    expect((await fetch(url)).status).to.equal(404);
  });

  it('serves a case again under another path, as if nothing had been sent', async () => {
    const running = run([{ on: { origin: 'B' }, status: 204, headers: [], body: '' }]);
    const urlOf = () => `${running.placement.origins.B}${prefixOf('B', running.placement)}/`;
    const [before, given] = [urlOf(), running.case.given.fetches[0]?.url];
    expect((await fetch(before)).status).to.equal(204);
    server.restart(running);
    expect(running.requests).to.deep.equal([]);
    expect((await fetch(before)).status).to.equal(404);
    expect((await fetch(urlOf())).status).to.equal(204);
    expect(running.requests).to.have.length(1);
    expect(running.case.given.fetches[0]?.url).not.to.equal(given);
    server.remove(running);
    expect((await fetch(urlOf())).status).to.equal(404);
  });

  it('has A and B on one site, and C on another', () => {
    const { A, B, C } = server.originsAt('localhost');
    const hosts = [A, B, C].map((origin) => new URL(origin).hostname);
    expect(hosts).to.deep.equal(['localhost', 'localhost', '127.0.0.1']);
    expect(new Set([A, B, C].map((origin) => new URL(origin).port)).size).to.equal(3);
    expect(new URL(server.originsAt('192.0.2.1').C).hostname).to.equal('192.0.2.1');
    expect(new URL(server.originsAt('a.example', 'c.test').C).hostname).to.equal('c.test');
  });
});
