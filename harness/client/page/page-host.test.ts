import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import type { Seen } from '../seen.ts';
import { CaseServer, type RunningCase } from '../wire/case-server.ts';
import { hostPages } from './page-host.ts';
import type { PageSession } from './page-session.ts';

interface Answer {
  readonly cases: readonly { readonly token: string; readonly fetches: readonly object[] }[];
  readonly verdicts: readonly { readonly id: string }[];
  readonly isFinished: boolean;
}

const seen: Seen[] = [{ type: 'error', message: 'x' }];

describe('the runner page and its server', () => {
  let server: CaseServer;
  let page: PageSession;
  let url: string;
  beforeEach(async () => {
    server = await CaseServer.start();
    url = server.originsAt('localhost').A;
    hostPages(server, {
      timeout: 1000,
      identify: (userAgent) => ({ name: userAgent, version: '1' }),
      onSession: (session) => {
        page = session;
      },
    });
  });
  afterEach(async () => {
    await page?.close();
    await server.close();
  });

  async function post<T>(path: string, json: unknown): Promise<T> {
    const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(json) });
    return (await response.json()) as T;
  }
  const open = () =>
    post<{ session: string }>('/~session', { userAgent: 'browsé', features: ['fetch', 'xhr'] });

  function add(count: number): RunningCase[] {
    return exchanges.slice(0, count).map((each) => server.add(each, page.origins));
  }

  it('serves the page and its scripts', async () => {
    for (const [path, type, part] of [
      ['/', 'text/html; charset=utf-8', '<script src="/~client/runner.js">'],
      ['/~client/runner.js', 'text/javascript; charset=utf-8', 'async function runCase'],
      ['/~client/load-by-initiator.js', 'text/javascript; charset=utf-8', 'loadByInitiator'],
      ['/~client/run-fetch.js', 'text/javascript; charset=utf-8', 'globalThis.runFetch'],
    ] as const) {
      const response = await fetch(url + path);
      expect(response.headers.get('Content-Type')).to.equal(type);
      expect(await response.text()).to.contain(part);
    }
    expect((await fetch(`${url}/none`)).status).to.equal(404);
  });

  it('serves a page of another origin, with a frame of A in it', async () => {
    const other = server.originsAt('localhost').C;
    const framing = await (await fetch(`${other}/~framing?${url}`)).text();
    expect(framing).to.contain('location.search.slice(1)}/~framed');
    const framed = await (await fetch(`${url}/~framed`)).text();
    for (const [, script] of framed.matchAll(/src="([^"]+)"/g)) {
      expect((await fetch(url + script)).status, script).to.equal(200);
    }
    const session = await fetch(`${other}/~session`, { method: 'POST', body: '{}' });
    expect(session.status).to.equal(404);
  });

  it('has no pages in frames of another site where all origins have one address', async () => {
    for (const [host, expected] of [
      ['localhost', true],
      ['192.0.2.1', false],
    ] as const) {
      const { port } = new URL(url);
      const sent = request({ port, path: '/~session', method: 'POST', headers: { host } });
      sent.end(JSON.stringify({ userAgent: 'x', features: ['fetch', 'framed-pages'] }));
      await once(sent, 'response');
      expect(page.features.includes('framed-pages'), host).to.equal(expected);
      await page.close();
    }
  });

  it('hands out cases in batches, takes results, and shows verdicts', async () => {
    const { session } = await open();
    expect([page.name, page.features, page.origins.A]).to.deep.equal([
      'browsé',
      ['cookies', 'preflight-cache', 'fetch', 'xhr'],
      url,
    ]);
    const results = Promise.all(add(12).map((running) => page.run(running)));
    const first = await post<Answer>(`/~session/${session}`, { results: [] });
    expect(first.cases).to.have.length(8);
    const tokens = first.cases.map(({ token }) => token);
    page.show({ id: 'get', verdict: 'pass', details: [], why: 'é' });
    const second = await post<Answer>(`/~session/${session}`, {
      results: tokens.map((token) => ({ token, seen })),
    });
    expect(second.cases).to.have.length(4);
    expect(second.verdicts).to.deep.equal([{ id: 'get', verdict: 'pass', details: [], why: 'é' }]);
    const last = post<Answer>(`/~session/${session}`, {
      results: second.cases.map(({ token }) => ({ token, seen })),
    });
    expect(await results).to.deep.equal(Array(12).fill(seen));
    page.finish('done');
    expect((await last).isFinished).to.equal(true);
  });

  for (const [path, body] of [
    ['/~session', ''],
    ['/~session', 'null'],
    ['/~session', '{"userAgent":1,"features":[]}'],
    ['/~session', '{"userAgent":"x"}'],
    ['/~session/1', '{'],
    ['/~session/1', 'null'],
    ['/~session/1', '{"results":1}'],
    ['/~session/1', '{"results":[null]}'],
  ] as const) {
    it(`refuses ${JSON.stringify(body)} at ${path}`, async () => {
      await open();
      expect((await fetch(url + path, { method: 'POST', body })).status).to.equal(400);
    });
  }

  it('opens only some sessions, until one is over', async () => {
    const pages: PageSession[] = [];
    const statusOfNext = async () => {
      const body = JSON.stringify({ userAgent: 'x', features: [] });
      const { status } = await fetch(`${url}/~session`, { method: 'POST', body });
      if (status === 200) pages.push(page);
      return status;
    };
    for (let count = 0; count < 16; count += 1) expect(await statusOfNext()).to.equal(200);
    expect(await statusOfNext()).to.equal(503);
    pages[0]?.break(new Error('gone'));
    expect(await statusOfNext()).to.equal(200);
    pages[1]?.finish('done');
    await post('/~session/2', { results: [] });
    expect(await statusOfNext()).to.equal(200);
    for (const each of pages) await each.close();
  });

  it('can accept only pages that it knows, and place them at other names', async () => {
    hostPages(server, {
      timeout: 1000,
      identify: () => ({ name: 'x', version: '' }),
      accepts: (query) => query === 'known',
      originsAt: () => server.originsAt('a.test', 'c.example'),
      onSession: (session) => {
        page = session;
      },
    });
    for (const [query, status] of [
      ['other', 403],
      [undefined, 403],
      ['known', 200],
    ] as const) {
      const body = JSON.stringify({ userAgent: 'x', features: ['framed-pages'], page: query });
      expect((await fetch(`${url}/~session`, { method: 'POST', body })).status).to.equal(status);
    }
    expect(page.origins.A).to.match(/^http:\/\/a\.test:\d+$/);
    expect(page.origins.B).to.match(/^http:\/\/a\.test:\d+$/);
    expect(page.origins.C).to.match(/^http:\/\/c\.example:\d+$/);
    expect(page.features).to.include('framed-pages');
  });

  it('tells of a case that broke on the page', async () => {
    const { session } = await open();
    const [running] = add(1) as [RunningCase];
    const broken = page.run(running).catch((error: Error) => error.message);
    const { cases } = await post<Answer>(`/~session/${session}`, { results: [] });
    const results = [{ token: cases[0]?.token, failure: 'it broke' }];
    const waiting = post(`/~session/${session}`, { results });
    expect(await broken).to.equal('it broke');
    page.finish('done');
    await waiting;
  });

  it('ends what is under way when the browser goes', async () => {
    await open();
    const [running] = add(1) as [RunningCase];
    const broken = page.run(running).catch((error: Error) => error.message);
    page.break(new Error('gone'));
    expect(await broken).to.equal('gone');
    expect(await page.run(running).catch((error: Error) => error.message)).to.equal('gone');
    expect((await page.gone).message).to.equal('gone');
  });
});
