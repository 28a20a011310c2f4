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

  const mistakes: [what: string, options: object, line: string | RegExp][] = [
    ['an unknown level', { level: 'x' }, "level: write 'must' or 'should' or 'info'"],
    [
      'a policy beside origins',
      { policy: {}, origins: ['https://app.example'] },
      /^policy and origins: leave one out/,
    ],
    ['an unknown option', { levl: 'must' }, /^levl: unknown option: use policy, origins, level, /],
    [
      'a filter that leaves no case',
      { filter: 'zzz' },
      'filter: no case and no requirement contains zzz',
    ],
    ['an origin alone', { origins: 'https://a.example' }, /^origins: write an array of origins/],
    [
      'a URL as an origin',
      { origins: ['https://a.example/'] },
      /^origins: write an array of origins/,
    ],
    ['no time', { timeout: 0 }, /^timeout: write milliseconds, from 1 to /],
    ['too many connections', { concurrency: 1000 }, /^concurrency: write a whole number/],
    ['header lines of the command line', { headers: ['X-A: b'] }, /^headers: write \{ Name/],
    ['a header that browsers set', { headers: { Origin: 'x' } }, /^headers: write \{ Name/],
    ['a text for a switch', { insecure: 'yes' }, 'insecure: write true or false'],
    ['a list that is none', { knownDeviations: {} }, /^knownDeviations: .*deviations/],
    ['no such file', { knownDeviations: '/none.json' }, '/none.json: there is no such file'],
    [
      'a deviation of no case',
      { knownDeviations: { deviations: [{ what: 'x', cases: ['no/such'] }] } },
      'knownDeviations: no/such matches no case of this server',
    ],
  ];
  for (const [what, options, line] of mistakes) {
    it(`refuses ${what}`, async () => {
      const error = await serverCases(await serve('model'), options).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      if (typeof line === 'string') expect(error.message).to.equal(line);
      else expect(error.message).to.match(line);
    });
  }

  it('refuses what is not a URL', async () => {
    const error = await serverCases('foo').catch((reason) => reason);
    expect(error.message).to.match(/^foo is not an http: or https: URL/);
  });

  it('says what to declare in terms of its options', async () => {
    const plain = await listen(createServer((_, response) => response.end()));
    open.push(plain);
    const error = await serverCases(plain.url).catch((reason) => reason);
    expect(error.message).to.match(/shares with policy, or name an allowed origin with origins$/);
  });

  it('takes headers by name, and sends them', async () => {
    const seen = new Set<string | undefined>();
    const server = await listen(
      createServer(({ headers, method }, response) => {
        if (method === 'GET') seen.add(headers.authorization);
        response.end();
      }),
    );
    open.push(server);
    const options = { policy: {}, filter: 'simple-get', headers: { Authorization: 'Bearer x' } };
    for (const { judge } of await serverCases(server.url, options)) await judge();
    expect([...seen])
      .to.include('Bearer x')
      .and.not.to.include('');
  });

  it('rejects where a known deviation is gone', async () => {
    const id = 'one-origin/simple-get-listed';
    const knownDeviations = { deviations: [{ what: 'x', cases: [id] }] };
    const cases = await serverCases(await serve('model'), { knownDeviations });
    const run = cases.find((each) => each.id === id)?.run;
    const error = await run?.().catch((reason) => reason);
    expect(error?.message).to.include(`${id} passes`);
  });

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
