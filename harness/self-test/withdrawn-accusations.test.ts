/** Accusations of correct servers that the suite once made, each with the server that it accused. */
import { expect } from 'chai';
import type { Place, Policy } from '../../conformance/servers/index.ts';
import { faultOf } from './faults/faults.ts';
import { type Choices, plainest } from './freedoms.ts';
import { accusationsIn, describeResults, judgeServer } from './judge-server.ts';
import { respondOf } from './serve.ts';

const one: Policy = {
  id: 'one',
  allowOrigins: ['https://app.example'],
  allowMethods: ['PUT'],
  allowHeaders: ['X-Token'],
};
const everyone: Policy = { id: 'everyone', allowOrigins: ['*'] };

interface Accused {
  readonly why: string;
  readonly policy: Policy;
  readonly choices?: Partial<Choices>;
  readonly kind?: Place['kind'];
  /** What the user believes of an undeclared target. */
  readonly origins?: readonly string[];
}

const accused: readonly Accused[] = [
  {
    why: 'a pattern allows look-alikes of the origin that the user named',
    policy: { id: 'a', allowOrigins: ['https://*.example.org'], allowCredentials: true },
    kind: 'undeclared',
    origins: ['https://app.example.org'],
  },
  {
    why: 'the policy allows null with credentials, and the user named another origin',
    policy: { ...one, allowOrigins: ['https://app.example', 'null'], allowCredentials: true },
    kind: 'undeclared',
    origins: ['https://app.example'],
  },
  { why: 'a cache adds Age now and then', policy: one, choices: { connection: 'age' } },
  { why: 'framing differs between repeats', policy: one, choices: { connection: 'chunked' } },
  { why: 'Keep-Alive comes and goes', policy: one, choices: { connection: 'keep-alive' } },
  {
    why: 'a listed host has an underscore',
    policy: { ...one, allowOrigins: ['https://my_app.example'] },
  },
  {
    why: 'hosts that the grammar of Origin does not have are refused under a wildcard',
    policy: everyone,
    choices: { everyone: 'reflected', oddHosts: 'refused', requestRefusal: 403 },
  },
  { why: 'the URL answers 401', policy: one, kind: 'declared', choices: { status: 401 } },
  { why: 'the URL answers 405', policy: one, kind: 'declared', choices: { status: 405 } },
  {
    why: 'the URL has no POST, which the policy does not name',
    policy: one,
    kind: 'declared',
    choices: { postPreflight: 404 },
  },
  { why: 'the URL answers 416 to a range', policy: one, choices: { range: 416 } },
  {
    why: 'refusals that may not be stored have no Vary',
    policy: one,
    choices: { requestRefusal: 403, varyOn: 'storable' },
  },
  {
    why: 'every OPTIONS request is answered with 501',
    policy: everyone,
    choices: { options: 501 },
  },
  { why: 'a static list grants OPTIONS', policy: one, choices: { methods: 'with-safelisted' } },
];

describe('accusations that were withdrawn', () => {
  for (const { why, policy, choices = {}, kind = 'testee', origins } of accused) {
    it(why, async () => {
      const place: Place = {
        kind,
        policy: origins === undefined ? policy : { id: 'undeclared', allowOrigins: origins },
        origin: 'https://target.example',
        path: `/${policy.id}`,
      };
      const server = { policy, choices: { ...plainest, ...choices }, kind, isSecure: true };
      const found = accusationsIn(await judgeServer(respondOf(server), [place]));
      expect(found, describeResults(found)).to.have.length(0);
    });
  }
});

describe('the requirement that is named', () => {
  const failing = async (policy: Policy, fault: string) => {
    const place = { kind: 'testee' as const, policy, origin: 'https://target.example', path: '/p' };
    const server = { policy, choices: plainest, kind: 'testee' as const, isSecure: true };
    const results = await judgeServer(respondOf(server, faultOf(fault)), [place]);
    return results.filter(({ verdict }) => verdict === 'fail');
  };

  it('is about the method where the method was refused, whatever headers were asked for', async () => {
    const policy = { ...one, allowMethods: ['patch'] };
    const found = await failing(policy, 'upper-cases-methods');
    const named = found.filter(({ reason }) => reason === 'method-not-allowed');
    expect(new Set(named.map(({ requirement }) => requirement))).to.deep.equal(
      new Set(['listed-method-granted', 'error-preflight-granted']),
    );
    expect(named[0]?.fix).to.match(/^Add patch to Access-Control-Allow-Methods/);
  });

  it('is about every unlisted origin where all of them cause a server error', async () => {
    const named = (await failing(one, 'fails-for-unlisted-origins')).map(
      ({ requirement }) => requirement,
    );
    expect(named).to.include('unlisted-origin-survived');
    expect(named).not.to.include('malformed-origin-survived');
  });

  it('is not about other headers where a server reflects every origin anyway', async () => {
    const named = (await failing(one, 'reflects-any-origin')).map(({ requirement }) => requirement);
    expect(named).to.include('unlisted-origin-refused');
    expect(named).not.to.include('only-origin-decides');
  });
});
