/** Compares the whole reference browser with a second model of which page may read what. */
import { expect } from 'chai';
import fc from 'fast-check';
import { isCorsPreflightRequest } from '../../reference/cors-preflight-request.ts';
import type { Outcome } from '../../reference/outcome.ts';
import { type OriginLetter, placeCase, type ServerRule } from '../exchanges.ts';
import { exchangeOf, type Given } from './arbitraries/exchanges.ts';
import { pageFetch } from './arbitraries/fetches.ts';
import { asExchange } from './counterexample.ts';
import { type Answer, type Verdict, verdictOn } from './models/sharing.ts';
import { origins, outcomeOf } from './reference-browser.ts';
import { runs } from './runs.ts';

describe('properties of the reference browser', () => {
  it('shares what the second model shares, and sends the requests that it expects', async () => {
    await fc.assert(
      fc.asyncProperty(exchangeOf(pageFetch, { redirects: 0 }), async (given) => {
        expect(verdictOf(await outcomeOf(given))).to.deep.equal(modelled(given));
      }),
      runs(500, asExchange),
    );
  });
});

function modelled(given: Given): Verdict {
  const [fetch] = given.fetches;
  if (fetch === undefined) throw new RangeError('no fetch');
  const [preflight, others] = given.server.map(placed);
  const actual = /^options$/i.test(fetch.method) ? preflight : others;
  return verdictOn(fetch, {
    page: fetch.page === 'null' ? 'null' : origins.A,
    target: origins[fetch.url.slice(1, 2) as OriginLetter],
    preflight: preflight as Answer,
    actual: actual as Answer,
  });
}

/** The rule with the origins filled in. */
function placed(rule: ServerRule): Answer {
  return placeCase(rule, origins) as unknown as Answer;
}

function verdictOf(outcome: Outcome): Verdict {
  const [first] = outcome.exchanges;
  return {
    type: outcome.type,
    requests: outcome.exchanges.length,
    hasPreflight: first !== undefined && isCorsPreflightRequest(first.request),
    readable:
      outcome.type === 'error' ? [] : outcome.headers.map(([name]) => name.toLowerCase()).sort(),
  };
}
