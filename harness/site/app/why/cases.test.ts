/** Every exchange case ends on the first page as the corpus expects. */
import { expect } from 'chai';
import { type Expectation, exchanges, placeCase } from '../../../../conformance/exchanges.ts';
import { isReadable } from '../../../../conformance/page-fetch.ts';
import type { Outcome } from '../../../../reference/index.ts';
import type { Story } from '../../../explain/story/index.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { places } from '../../data/places.ts';
import { questionOfCase } from './question-of-case.ts';
import { nothingAsked, run } from './run.ts';
import { runCase } from './run-case.ts';

const cases: PlacedExchange[] = placeCase(exchanges, places).map((one) => ({
  ...one,
  deviations: [],
}));

describe('exchange cases on the first page', () => {
  it('end as the corpus expects', async () => {
    for (const one of cases) {
      const outcomes = await runCase(one);
      expect(outcomes.map(endOf), one.id).to.deep.equal(
        one.expect.map((expectation, place) => expectedEnd(expectation, outcomes[place])),
      );
    }
  });

  it('end in the same way in the form, if it can express them', async () => {
    const editable = cases.filter((one) => questionOfCase(one) !== null);
    expect(editable.length).to.be.above(300);
    for (const one of editable) {
      const question = questionOfCase(one);
      const { story } = question === null ? nothingAsked : await run(question);
      const [expectation] = one.expect;
      if (story === null || expectation === undefined) throw new Error(`${one.id}: no story`);
      expect(endOfStory(story), one.id).to.deep.equal(expectedStory(expectation));
    }
  });

  it('are in the form, if guides show them', () => {
    const examples = cases.filter(({ topic }) => topic === 'examples');
    expect(examples.filter((one) => questionOfCase(one) === null)).to.deep.equal([]);
  });
});

function endOf(outcome: Outcome): unknown {
  if (outcome.type !== 'error') return [outcome.type, outcome.status];
  const { step, path, exception, cause } = outcome;
  return [step ?? exception?.name ?? (cause as Error).message, ...path];
}

function expectedEnd(expectation: Expectation, outcome: Outcome | undefined): unknown {
  if (expectation.type === 'loaded') {
    const isLoaded = outcome !== undefined && outcome.type !== 'error';
    const { readable } = expectation;
    const agrees = isLoaded && (readable === undefined || readable === isReadable(outcome));
    return agrees ? endOf(outcome) : 'loaded';
  }
  if (expectation.type !== 'error') return [expectation.type, expectation.status];
  const path = 'path' in expectation ? expectation.path : [];
  return [expectation.step ?? expectation.exception ?? expectation.cause, ...path];
}

function endOfStory({ verdict, decision, readable }: Story): unknown {
  if (decision !== null) return [decision.step, ...decision.path];
  return verdict === 'shared' ? ['shared', readable?.status] : [verdict];
}

function expectedStory(expectation: Expectation): unknown {
  if (expectation.type === 'cors' || expectation.type === 'basic') {
    return ['shared', expectation.status];
  }
  return expectation.type === 'error' ? expectedEnd(expectation, undefined) : ['opaque'];
}
