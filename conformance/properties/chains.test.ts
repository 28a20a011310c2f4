/** Compares the reference browser with a second model of it, over chains of fetches and time. */
import { expect } from 'chai';
import fc from 'fast-check';
import reasons from '../../spec/reasons.json' with { type: 'json' };
import { chain } from './arbitraries/chains.ts';
import { runs } from './runs.ts';
import { modelled } from './second-model/machine.ts';
import { observed } from './second-model/reference-chain.ts';

/** Reasons that need what chains do not have. */
const unmet = [
  'data-url-invalid',
  'range-not-requested',
  'keepalive-quota-exceeded',
  'keepalive-stream',
  'mode-navigate',
  'stream-without-duplex',
];

describe('properties of chains of fetches', () => {
  it('the browser sends what the second model sends, and each fetch ends as in the model', async () => {
    await fc.assert(
      fc.asyncProperty(chain, async (given) => {
        expect(await observed(given)).to.deep.equal(modelled(given));
      }),
      runs(150, (given) => JSON.stringify(given, null, 2)),
    );
  });

  it('chains meet every reason to refuse a fetch, and every type of response', () => {
    const { numRuns, seed } = { numRuns: 1000, seed: 586 };
    const endings = fc
      .sample(chain, { numRuns, seed })
      .flatMap(modelled)
      .map(({ ending }) => ending);
    const met = endings.map((ending) => (ending.type === 'error' ? ending.reason : ending.type));
    const expected = Object.values(reasons).filter((reason) => !unmet.includes(reason));
    expect(met).to.include.members([...expected, 'basic', 'cors', 'opaque', 'opaqueredirect']);
  });
});
