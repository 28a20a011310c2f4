import { createServer } from 'node:http';
import { expect } from 'chai';
import { InputError } from '../output/input-error.ts';
import { faultOf } from '../self-test/faults/faults.ts';
import { testeeWith } from '../self-test/model.ts';
import { listen, type Testee, testee } from '../testee/testee.ts';
import { serverCases } from './server-cases.ts';

describe('serverCases()', function () {
  this.timeout(30_000);
  const open: Testee[] = [];
  after(async () => {
    for (const server of open) await server.close();
  });

  async function serve(name: string, fault: string | null = null): Promise<string> {
    const options = testeeWith(name, fault === null ? null : faultOf(fault), ['one-origin']);
    const server = await testee(options);
    open.push(server);
    return server.url;
  }

  it('gives each case as a function that resolves where the server is right', async () => {
    const cases = await serverCases(await serve('model'));
    expect(cases.length).to.be.greaterThan(100);
    expect(cases[0]).to.include({ id: 'one-origin/simple-get-listed', level: 'must' });
    const results = await Promise.all(cases.map(({ judge }) => judge()));
    expect(new Set(results.map(({ verdict }) => verdict))).to.deep.equal(new Set(['pass', 'skip']));
  });

  it('rejects with all that fixes it where the server is wrong', async () => {
    const cases = await serverCases(await serve('faulty', 'trusts-null'));
    const run = cases.find(({ id }) => id === 'one-origin/null-origin')?.run;
    const error = await run?.().catch((reason) => reason);
    expect(error.message).to.include('Origin: null').and.to.include('curl -si');
  });

  it('checks the policy as the command does', async () => {
    const policy = { allowOrigin: ['https://app.example'] } as object;
    const error = await serverCases(await serve('model'), { policy }).catch((reason) => reason);
    expect(error.message).to.match(/^the policy: unknown member "allowOrigin"/);
  });

  const url = 'http://127.0.0.1:9/';
  const known = (id: string) => ({ deviations: [{ what: 'x', cases: [id] }] });
  const mistakes: readonly [title: string, url: string, options: unknown, message: RegExp][] = [
    ['a URL', 'foo', {}, /^foo is not an http: or https: URL: write http:/],
    ['a URL with a password', 'http://a:b@127.0.0.1:9/', {}, /use headers: \{ Authorization/],
    ['an option', url, { levl: 'must' }, /^unknown option "levl": write one of policy, /],
    ['level', url, { level: 'x' }, /^level: must be one of "must", "should", "info", not "x"/],
    ['filter', url, { filter: 1 }, /^filter: must be a string/],
    ['origins', url, { origins: 'https://a.example' }, /^origins: must be an array/],
    ['an origin', url, { origins: ['a'] }, /^origins\[0\]: a: Write scheme:/],
    ['policy and origins', url, { policy: {}, origins: ['null'] }, /^policy and origins: leave/],
    ['timeout', url, { timeout: 0 }, /^timeout: must be/],
    ['concurrency', url, { concurrency: 257 }, /^concurrency: must be/],
    ['headers', url, { headers: 'A: b' }, /^headers: write \{ Authorization/],
    ['a header line', url, { headers: ['A: b'] }, /^headers: write \{ Authorization/],
    ['no value', url, { headers: { A: undefined } }, /^headers: write \{ Authorization/],
    ['a header name', url, { headers: { 'A b': 'c' } }, /^headers: "A b" is not a header name/],
    ['Host', url, { headers: { Host: 'a' } }, /^headers: Host: Browsers set Host themselves/],
    ['Host in a pair', url, { headers: [['Host', 'a']] }, /^headers: Host: Browsers set Host/],
    ['a file', url, { knownDeviations: '/nowhere' }, /^knownDeviations: \/nowhere: there is no/],
    ['deviations', url, { knownDeviations: {} }, /^knownDeviations: missing member "deviations"/],
  ];
  for (const [title, url, options, message] of mistakes) {
    it(`refuses what is wrong with ${title}`, async () => {
      const error = await serverCases(url, options as object).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.match(message);
    });
  }

  const misfits: readonly [title: string, options: object, message: RegExp][] = [
    ['a filter', { filter: 'zzz' }, /^filter: no case and no requirement contains "zzz"/],
    ['a deviation', { knownDeviations: known('zzz') }, /^knownDeviations: no case matches zzz/],
  ];
  for (const [title, options, message] of misfits) {
    it(`refuses ${title} that matches no case`, async () => {
      const error = await serverCases(await serve('model'), options).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.match(message);
    });
  }

  it('says what to declare in terms of its options', async () => {
    const plain = await listen(createServer((_, response) => response.end()));
    open.push(plain);
    const error = await serverCases(plain.url).catch((reason) => reason);
    expect(error.message).to.match(/shares with policy, or name an allowed origin with origins$/);
  });

  it('fails a case whose known deviation is gone', async () => {
    const id = 'one-origin/simple-get-listed';
    const cases = await serverCases(await serve('model'), { knownDeviations: known(id) });
    const error = await cases
      .find((each) => each.id === id)
      ?.run()
      .catch((reason) => reason);
    expect(error).to.be.instanceOf(Error);
  });

  for (const headers of [{ 'X-Key': 'k' }, [['X-Key', 'k']] as const]) {
    it(`sends ${JSON.stringify(headers)}`, async () => {
      const seen = new Set<string>();
      const server = await listen(
        createServer((request, response) => {
          seen.add(String(request.headers['x-key']));
          response.end();
        }),
      );
      open.push(server);
      const [one] = await serverCases(server.url, { policy: {}, headers, filter: 'simple-get' });
      await one?.judge();
      expect(seen).to.include('k');
    });
  }

  it('tells the runner what it skips, through its argument or this', async () => {
    const cases = await serverCases(await serve('model'));
    const skipped = cases.find(({ skip }) => skip !== null);
    const why: string[] = [];
    const context = { skip: (text: string) => why.push(text) };
    await skipped?.run(context);
    await skipped?.run.call(context);
    await cases.find(({ skip }) => skip === null)?.run(context);
    expect(why).to.deep.equal([skipped?.skip, skipped?.skip]);
    expect(skipped?.run).to.have.length(0);
  });

  it('counts the time of a request only, however long a case waits for its turn', async () => {
    const slow = await listen(createServer((_, response) => setTimeout(() => response.end(), 60)));
    open.push(slow);
    const options = { policy: {}, timeout: 500, concurrency: 1, filter: 'simple-get' };
    const cases = await serverCases(slow.url, options);
    const results = await Promise.all([...cases, ...cases, ...cases].map(({ judge }) => judge()));
    expect(results.length).to.be.greaterThan(8);
    expect(results.every(({ verdict }) => verdict !== 'error')).to.equal(true);
  });
});
