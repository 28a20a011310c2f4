/** The server corpus as data: what its members name exists, and all of it is used. */
import { expect } from 'chai';
import { requirements } from '../requirements.ts';
import { caseMistakes, requirementsOf } from './case-mistakes.ts';
import { judgementDescriptions, policies, serverCases } from './cases.ts';
import { plan } from './plan.ts';

describe('the server corpus', () => {
  it('has a case for every judgement, and a description of every judgement', () => {
    const used = new Set(serverCases.map(({ judge }) => judge));
    const described = judgementDescriptions.map(({ name }) => name);
    expect([...used].sort()).to.deep.equal([...described].sort());
  });

  it('has each id of a policy and of a requirement once', () => {
    for (const ids of [policies, requirements].map((list) => list.map(({ id }) => id))) {
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
    }
  });

  it('has no mistakes in its cases', () => {
    expect(caseMistakes(serverCases)).to.deep.equal([]);
  });

  it('has a case for every requirement', () => {
    const used = new Set(serverCases.flatMap(requirementsOf));
    // The plan chooses these where the policy refuses credentials, or Authorization by a wildcard.
    used.add('credentials-refused');
    used.add('wildcard-authorization-refused');
    // The step that decides shows these.
    for (const id of ['odd-origin-shared', 'error-response-hidden']) used.add(id);
    expect(requirements.filter(({ id }) => !used.has(id)).map(({ id }) => id)).to.deep.equal([]);
  });

  it('plans every case for some policy, with each result id once', () => {
    const planned = policies.flatMap((policy) =>
      plan(serverCases, {
        policy,
        origin: 'https://target.example',
        path: `/${policy.id}`,
        kind: 'testee',
      }),
    );
    const ids = planned.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const ran = new Set(planned.filter(({ kind }) => kind !== 'skip').map((one) => one.case.id));
    // Advice about undeclared targets, and about policies that no standard one is like.
    const advice = serverCases.filter(
      ({ undeclared, judge }) => undeclared === 'only' || judge === 'not-shared-anyway',
    );
    const untried = serverCases.filter((each) => !ran.has(each.id) && !advice.includes(each));
    expect(untried.map(({ id }) => id)).to.deep.equal([]);
  });

  it('asks no preflight for a method that never needs one, though a policy lists it', () => {
    const policy = {
      id: 'get',
      allowOrigins: ['https://a.example'],
      allowMethods: ['GET', 'POST'],
    };
    const place = {
      policy,
      origin: 'https://b.example',
      path: '/get',
      kind: 'testee' as const,
    };
    const listed = plan(serverCases, place).filter(
      (one) => one.case.kind === 'fetch' && one.case.given.method === '{listed}',
    );
    expect(listed).not.to.have.length(0);
    expect(new Set(listed.map(({ kind }) => kind))).to.deep.equal(new Set(['skip']));
  });

  it('claims of a target without a policy only what holds under any', () => {
    const planned = plan(serverCases, {
      policy: { id: 'undeclared', allowOrigins: ['https://app.example'] },
      origin: 'https://target.example',
      path: '/',
      kind: 'undeclared',
    });
    const allowed = planned.filter(
      (one) =>
        one.kind === 'fetch' && one.case.judge === 'outcome' && one.fetches[0]?.intent.allowed,
    );
    expect(planned).not.to.have.length(0);
    expect(allowed.map(({ id }) => id)).to.deep.equal([]);
  });
});
