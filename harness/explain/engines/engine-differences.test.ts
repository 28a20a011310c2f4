/** A condition holds in a case of the corpus if and only if the engine is known to deviate there. */
import { expect } from 'chai';
import { exchanges, type OriginLetter, placeCase } from '../../../conformance/exchanges.ts';
import { ruleFor, type ServedRequest } from '../../../conformance/scripted-server.ts';
import type { Header, Network } from '../../../reference/index.ts';
import { DeviationList } from '../../deviations/known-deviations.ts';
import { type FetchOfPage, type Story, tellStory } from '../story/index.ts';
import { type EngineName, engineDifferences, engines } from './engine-differences.ts';
import { leftOut } from './left-out.ts';

const origins = {
  A: 'http://a.site.example:8001',
  B: 'http://b.site.example:8002',
  C: 'http://c.other.example:8003',
  D: 'http://b.site.example:8004',
};

/** Those that are one fetch(), without the options that a story does not have. */
const cases = exchanges.filter(
  ({ given: { fetches }, requires }) =>
    !requires.includes('https') &&
    fetches.length === 1 &&
    fetches[0]?.api === 'fetch' &&
    fetches[0].initiator === null &&
    !fetches[0].stream,
);

function networkOf(rules: (typeof cases)[number]['given']['server']): Network {
  const sent: ServedRequest[] = [];
  return async ({ method, url }) => {
    const origin = (Object.keys(origins) as OriginLetter[]).find(
      (letter) => origins[letter] === url.origin,
    ) as OriginLetter;
    const request = { origin, method, path: url.pathname + url.search };
    const rule = ruleFor(rules, request, sent);
    sent.push(request);
    if (rule === null || !('status' in rule)) throw new Error('no response');
    return {
      status: rule.status,
      headers: rule.headers.map(([name, value]): Header => [name, value]),
      body: new Uint8Array(),
    };
  };
}

async function storyOf(exchangeCase: (typeof cases)[number]): Promise<Story> {
  const { given } = placeCase(exchangeCase, origins);
  const [fetch] = given.fetches;
  const page = { ...fetch, origin: fetch?.page === 'null' ? 'null' : origins.A };
  const { url, origin, method, headers, credentials, mode, redirect, body } = page;
  return tellStory(
    { url, origin, method, headers, credentials, mode, redirect, body } as FetchOfPage,
    networkOf(given.server),
  );
}

describe('what engines do otherwise', () => {
  const fired = new Map<string, string[]>();
  before(async () => {
    for (const exchangeCase of cases) {
      for (const { engine, deviation } of engineDifferences(await storyOf(exchangeCase))) {
        const key = `${engine} ${deviation}`;
        fired.set(key, [...(fired.get(key) ?? []), exchangeCase.id]);
      }
    }
  });

  for (const name of Object.keys(engines) as EngineName[]) {
    const { known, conditions, title } = engines[name];
    const list = new DeviationList(known as ConstructorParameters<typeof DeviationList>[0]);
    for (const id of Object.keys(conditions)) {
      it(`is exact in every case: ${name}, ${id}`, () => {
        const listed = cases
          .filter((each) => list.entryFor(each.id)?.id === id)
          .map((each) => each.id);
        expect(listed).not.to.deep.equal([]);
        expect(fired.get(`${title(known.versions[0] ?? '')} ${id}`) ?? []).to.have.members(listed);
      });
    }

    it(`has a condition for each deviation of ${name}, or a reason why not`, () => {
      expect([...Object.keys(conditions), ...Object.keys(leftOut[name])]).to.have.members(
        known.deviations.map(({ id }) => id),
      );
    });
  }

  it('names the engine and its version', async () => {
    const story = await storyOf(
      cases.find(
        ({ id }) => id === 'authorization-not-covered-by-wildcard',
      ) as (typeof cases)[number],
    );
    const what = 'A wildcard in Access-Control-Allow-Headers covers Authorization.';
    expect(engineDifferences(story)).to.deep.equal(
      ['Chromium 156', 'Firefox 153 ESR', 'WebKitGTK 2.50'].map((engine) => ({
        engine,
        deviation: 'authorization-covered-by-wildcard',
        what,
      })),
    );
  });
});
