/** Which cases of a run are in flight at the same time. */
import { expect } from 'chai';
import { type PlannedCase, policies } from '../../conformance/servers/index.ts';
import type { Network } from '../../reference/index.ts';
import { respondFor } from '../self-test/model.ts';
import { networkOf } from '../self-test/serve.ts';
import { prepareRun, type Run } from './prepared-run.ts';
import { results } from './run.ts';
import type { Target } from './target.ts';

const origin = 'http://localhost';
const [first, second] = policies;
if (first === undefined || second === undefined) throw new RangeError('two policies are needed');
const both = [first, second];

/** The cases by the URLs of their requests, which no others have. */
function casesByURL({ cases }: Run): Map<string, PlannedCase> {
  const urlsOf = (planned: PlannedCase) => {
    if (planned.kind === 'skip') return [];
    const sent = planned.kind === 'raw' ? planned.requests : planned.fetches;
    return sent.map(({ url }) => url);
  };
  return new Map(cases.flatMap((planned) => urlsOf(planned).map((url) => [url, planned])));
}

/** A target with two policies, whose every response takes a moment. */
function targetOf(onRequest: (url: URL) => () => void): Target {
  const networks = new Map(
    both.map((policy) => [policy.id, networkOf(respondFor(policy))] as const),
  );
  const send: Network = async (request) => {
    const end = onRequest(request.url);
    await new Promise((resolve) => setImmediate(resolve));
    const id = request.url.pathname.split('/')[1] ?? '';
    return (networks.get(id) as Network)(request).finally(end);
  };
  return {
    url: `${origin}/`,
    testee: { name: 'model', version: '1' },
    places: both.map((policy) => ({ kind: 'testee', policy, origin, path: `/${policy.id}` })),
    leftOut: [],
    notes: [],
    network: { send, stopped: new AbortController().signal, close: async () => {} },
  };
}

describe('a run', () => {
  it('sends nothing beside a case that has to be alone: under its policy, or at all', async () => {
    const inFlight = new Set<PlannedCase>();
    const met = new Set<string>();
    let cases = new Map<string, PlannedCase>();
    const target = targetOf((url) => {
      const planned = cases.get(url.href);
      // The redirects of a case lead to URLs that are not in the plan.
      if (planned === undefined) return () => {};
      for (const other of inFlight) {
        const isSamePolicy = other.place === planned.place;
        const alone = [planned.case.alone, other.case.alone];
        met.add(`${alone.sort().join(' beside ')}${isSamePolicy ? ', same policy' : ''}`);
      }
      inFlight.add(planned);
      return () => inFlight.delete(planned);
    });
    const run = prepareRun(target, { concurrency: 16, level: 'info' });
    cases = casesByURL(run);
    for await (const _ of results(run));
    expect([...met].sort()).to.deep.equal([
      ' beside ',
      ' beside , same policy',
      'policy beside policy',
    ]);
  });

  it('ends with our own mistake, if there is one, and does not wait for ever', async () => {
    const run = prepareRun(
      targetOf(() => () => {}),
      { concurrency: 2, level: 'info' },
    );
    const broken = { ...run, knownDeviations: null } as unknown as Run;
    const error = await (async () => {
      for await (const _ of results(broken));
    })().catch((reason) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });
});
