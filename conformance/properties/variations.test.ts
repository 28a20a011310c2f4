/** Checks what must stay the same when an exchange varies. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Outcome } from '../../reference/outcome.ts';
import { exchangeOf, type Given } from './arbitraries/exchanges.ts';
import { corsFetch, pageFetch } from './arbitraries/fetches.ts';
import {
  withAllowOriginTwice,
  withAnswersRespelled,
  withCredentials,
  withHeadersShuffled,
  withListsRespelled,
  withMethodRespelled,
  withMoreGrants,
  withUnrelatedHeaders,
} from './arbitraries/variations.ts';
import { asExchange } from './counterexample.ts';
import { outcomeOf } from './reference-browser.ts';
import { runs } from './runs.ts';

const cors = exchangeOf(corsFetch);
const anyFetch = exchangeOf(pageFetch);
/** With an upload listener, a preflight response that lists no methods allows any method, so adding
 *  a list can take a method away. */
const withoutFlag = exchangeOf(pageFetch.filter(({ uploadListener }) => !uploadListener));

const indifferent: Readonly<
  Record<string, [fc.Arbitrary<Given>, (given: Given) => fc.Arbitrary<Given>]>
> = {
  'the order and case of request headers': [cors, withHeadersShuffled],
  'the case of the six normalized methods': [anyFetch, withMethodRespelled],
  'the spelling of lists in responses': [anyFetch, withListsRespelled],
  'the case of response header names': [anyFetch, withAnswersRespelled],
  'the presence of unrelated response headers': [anyFetch, withUnrelatedHeaders],
};

describe('properties of variations', () => {
  for (const [what, [givens, varied]] of Object.entries(indifferent)) {
    it(`${what} does not matter`, async () => {
      await fc.assert(
        fc.asyncProperty(pairsOf(givens, varied), async ([given, variation]) => {
          expect(seenOf(await outcomeOf(variation))).to.deep.equal(seenOf(await outcomeOf(given)));
        }),
        runs(80, ([, variation]) => asExchange(variation)),
      );
    });
  }

  // This does not hold under the use-CORS-preflight flag: there, the first list of methods can take
  // a method away and end the fetch at an earlier hop.
  it('what the CORS check refuses stays refused, whatever methods and headers are granted', async () => {
    await fc.assert(
      fc.asyncProperty(pairsOf(withoutFlag, withMoreGrants), async ([given, variation]) => {
        const before = await outcomeOf(given);
        fc.pre(before.type === 'error' && before.step?.startsWith('cors-check/') === true);
        expect(refusalOf(await outcomeOf(variation))).to.deep.equal(refusalOf(before));
      }),
      runs(150, ([, variation]) => asExchange(variation)),
    );
  });

  it('what is shared stays shared if more methods and headers are granted', async () => {
    await fc.assert(
      fc.asyncProperty(pairsOf(withoutFlag, withMoreGrants), async ([given, variation]) => {
        const before = await outcomeOf(given);
        fc.pre(before.type !== 'error');
        const after = await outcomeOf(variation);
        expect(after.type).to.equal(before.type);
        expect(namesIn(after)).to.include.members(namesIn(before));
      }),
      runs(100, ([, variation]) => asExchange(variation)),
    );
  });

  it('what is shared with credentials is also shared without them', async () => {
    await fc.assert(
      fc.asyncProperty(cors, async (given) => {
        const included = await outcomeOf(withCredentials(given, 'include'));
        fc.pre(included.type !== 'error');
        const omitted = await outcomeOf(withCredentials(given, 'omit'));
        expect(omitted.type).to.equal(included.type);
        expect(namesIn(omitted)).to.include.members(namesIn(included));
      }),
      runs(100, (given) => asExchange(withCredentials(given, 'omit'))),
    );
  });

  it('a second line of Access-Control-Allow-Origin refuses everyone', async () => {
    await fc.assert(
      fc.asyncProperty(cors, async (given) => {
        const before = await outcomeOf(given);
        fc.pre(before.type === 'cors');
        const after = await outcomeOf(withAllowOriginTwice(given));
        expect(refusalOf(after)).to.include({ step: 'cors-check/4' });
      }),
      runs(100, (given) => asExchange(withAllowOriginTwice(given))),
    );
  });
});

function pairsOf(
  givens: fc.Arbitrary<Given>,
  varied: (given: Given) => fc.Arbitrary<Given>,
): fc.Arbitrary<[given: Given, variation: Given]> {
  return givens.chain((given) => fc.tuple(fc.constant(given), varied(given)));
}

/** What the page sees and what was sent, without the headers that the variations add. */
function seenOf(outcome: Outcome): object {
  const wire = outcome.exchanges.map(({ request }) => ({
    line: `${request.method} ${request.url.href}`,
    headers: request.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort(),
  }));
  const seen =
    outcome.type === 'error'
      ? refusalOf(outcome)
      : { type: outcome.type, status: outcome.status, names: namesIn(outcome) };
  return { ...seen, wire };
}

function refusalOf(outcome: Outcome): object {
  return outcome.type === 'error'
    ? { type: 'error', step: outcome.step, path: outcome.path }
    : { type: outcome.type };
}

function namesIn(outcome: Outcome): string[] {
  const names = outcome.type === 'error' ? [] : outcome.headers.map(([name]) => name.toLowerCase());
  return [...new Set(names.filter((name) => !name.includes('unrelated')))].sort();
}
