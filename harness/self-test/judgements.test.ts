/** Each judgement is needed, and each can pass: to weaken any of them lets a fault through, and to
 *  sharpen any of them accuses the model. */
import { expect } from 'chai';
import {
  type JudgementName,
  type Place,
  type Policy,
  policies,
  serverCases,
} from '../../conformance/servers/index.ts';
import type { Result } from '../server/result.ts';
import { faultOf } from './faults/faults.ts';
import { judgeServer } from './judge-server.ts';
import { respondFor } from './model.ts';

/** For each judgement, a fault that its cases alone name, and a policy under which they do. */
const needed: Readonly<Record<JudgementName, [fault: string, policy: string]>> = {
  outcome: ['trusts-localhost', 'one-origin'],
  'not-shared': ['reflects-any-origin', 'undeclared'],
  'not-shared-anyway': ['none', 'hosted'],
  granted: ['takes-an-extension-of-a-method-for-the-method', 'methods'],
  stopped: ['echoes-the-method', 'one-origin'],
  'lists-allowed': ['grants-a-method-that-is-not-allowed', 'methods'],
  reached: ['replaces-the-errors-of-the-application', 'one-origin'],
  exposed: ['exposes-only-the-first-header', 'exposed-headers'],
  hidden: ['exposes-everything', 'one-origin'],
  'max-age': ['forgets-max-age', 'max-age'],
  grammar: ['quotes-exposed-names', 'exposed-headers'],
  'list-members': ['begins-lists-with-a-comma', 'headers'],
  vary: ['varies-only-with-origin', 'one-origin'],
  'vary-kept': ['overwrites-vary', 'one-origin'],
  'vary-unneeded': ['varies-without-need', 'any-origin'],
  'vary-on-preflight': ['varies-on-responses-only', 'one-origin'],
  stable: ['matches-every-other-time', 'one-origin'],
  'credentials-with-wildcard': ['always-allows-credentials', 'any-origin'],
  'grants-useful': ['grants-what-nobody-can-ask-for', 'headers'],
  'no-new-server-error': ['fails-for-malformed-origins', 'one-origin'],
  'no-new-refusal': ['refuses-its-own-origin', 'declared'],
  'vary-by-request-headers': ['varies-by-nothing-but-origin', 'headers'],
  'not-echoed': ['ignores-case', 'one-origin'],
  'answered-by-application': ['swallows-every-options', 'one-origin'],
  'not-shared-anew': ['believes-x-forwarded-host', 'one-origin'],
  'allow-origin-as-control': ['takes-x-origin-for-a-missing-origin', 'one-origin'],
  'granted-as-control': ['reads-only-one-line-of-request-headers', 'headers'],
  'readable-allow-headers': ['echoes-what-does-not-parse', 'headers'],
  'not-modified': ['confirms-for-another-origin', 'one-origin'],
  'vary-as-control': ['copies-the-vary-of-the-request', 'one-origin'],
  'not-slower': ['takes-time-that-grows-with-the-origin', 'one-origin'],
};

/** The requirements that a judgement alone can show, where its fault breaks others as well. */
const aloneShows: Partial<Record<JudgementName, string>> = {
  stopped: 'preflight-stops-request',
  grammar: 'grammar-expose-headers',
  stable: 'answers-stable',
  'not-echoed': 'malformed-origin-not-echoed',
  outcome: 'unlisted-origin-refused',
  'not-shared': 'unintended-origin-refused',
};

describe('each judgement', function () {
  this.timeout(60_000);

  for (const [judge, [fault, id]] of Object.entries(needed)) {
    it(`${judge} is needed to notice ${fault}`, async () => {
      const results = await judged(fault, id);
      const { fits } = fault === 'none' ? { fits: ['hosting-domain-untrusted'] } : faultOf(fault);
      const shown = aloneShows[judge as JudgementName];
      const wanted = shown === undefined ? fits : [shown];
      const naming = results.filter(
        ({ verdict, requirement }) => verdict === 'fail' && wanted.includes(requirement),
      );
      expect(new Set(naming.map(judgementOf))).to.deep.equal(new Set([judge]));
    });
  }

  it('passes somewhere in the model, which would fail if it were sharper', async () => {
    const passing = new Set<string>();
    for (const policy of policies) {
      for (const result of await judged('none', policy.id)) {
        if (result.verdict === 'pass') passing.add(judgementOf(result));
      }
    }
    for (const result of await judged('none', 'undeclared')) {
      if (result.verdict === 'pass') passing.add(judgementOf(result));
    }
    for (const result of await judged('none', 'insecure')) {
      if (result.verdict === 'pass') passing.add(judgementOf(result));
    }
    expect(Object.keys(needed).filter((judge) => !passing.has(judge))).to.deep.equal([]);
  });
});

/** Policies that no standard one is like. */
const others: Readonly<Record<string, Policy>> = {
  declared: { id: 'declared', allowOrigins: ['https://app.example'] },
  undeclared: { id: 'undeclared', allowOrigins: ['https://app.example'], allowCredentials: true },
  hosted: { id: 'hosted', allowOrigins: ['https://*.github.io'] },
  insecure: { id: 'insecure', allowOrigins: ['http://app.example'] },
};

async function judged(fault: string, id: string): Promise<Result[]> {
  const policy = policies.find((each) => each.id === id) ?? (others[id] as Policy);
  const place: Place = {
    kind: id === 'undeclared' || id === 'declared' ? id : 'testee',
    policy,
    origin: 'https://target.example',
    path: `/${id}`,
  };
  const respond = respondFor(policy, fault === 'none' ? null : faultOf(fault));
  return judgeServer(respond, [place]);
}

function judgementOf({ id }: Result): string {
  const name = id.slice(id.indexOf('/') + 1).replace(/#\d+$/, '');
  return serverCases.find((each) => each.id === name)?.judge ?? name;
}
