import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { exchanges } from '../../conformance/exchanges.ts';
import {
  type Deviation,
  DeviationList,
  entriesOf,
  type KnownDeviations,
} from '../deviations/known-deviations.ts';
import { type ClientDifference, pageNames, wireNames } from './differences.ts';
import { explainingDeviations } from './generated/explanations.ts';
import { holdsOver, listOver, readKnown, withKnown } from './known.ts';
import { unexamined } from './record.ts';
import type { CaseResult } from './run-corpus.ts';
import { protocols } from './wire/protocols.ts';

const folder = new URL('../implementations/clients/', import.meta.url);
const clients = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the known deviations of clients', () => {
  const ids = exchanges.map(({ id }) => id);

  for (const client of clients) {
    const file = `${client}/known-deviations.json`;
    const known: KnownDeviations = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const entries = known.deviations.flatMap((deviation) =>
      entriesOf(deviation).map(([key, differences]) => ({ deviation, key, differences })),
    );
    /** Mistakes are named with their place. */
    const placesOf = (wrong: readonly { deviation: Deviation; key: string }[]) =>
      wrong.map(({ deviation, key }) => `${file}: ${deviation.id}: ${key}`);

    describe(file, () => {
      it('is read, and says what it is about', async () => {
        expect(known.of).to.equal(client);
        expect(known.versions).to.have.length.above(0);
        expect(await readKnown(client)).to.deep.equal(known);
      });

      it('says of each deviation who is right, why, and shows it', () => {
        const members = ['id', 'right', 'why', 'evidence'] as const;
        const missing = known.deviations.flatMap((deviation) =>
          members
            .filter((name) => deviation[name] === undefined)
            .map((name) => `${file}: ${deviation.id ?? deviation.what}: ${name} is missing`),
        );
        expect(missing).to.deep.equal([]);
      });

      it('names cases that exist', () => {
        const strays = new DeviationList(known).keysWithout(ids);
        expect(placesOf(entries.filter(({ key }) => strays.includes(key)))).to.deep.equal([]);
      });

      it('names each case and each deviation once', () => {
        const isRepeated = <Item>(item: Item, index: number, all: readonly Item[]) =>
          all.indexOf(item) !== index;
        for (const protocol of protocols) {
          const here = entries.filter(({ deviation }) => holdsOver(protocol, deviation));
          expect(here.map(({ key }) => key).filter(isRepeated)).to.deep.equal([]);
        }
        expect(known.deviations.map(({ id }) => id).filter(isRepeated)).to.deep.equal([]);
      });

      it('uses the names of differences that clients have', () => {
        const wrong = entries.flatMap(({ deviation, key, differences }) =>
          (differences as ClientDifference[])
            .filter((difference) => !isOfClient(difference))
            .map(({ on, name }) => `${file}: ${deviation.id}: ${key}: ${on}, ${name}`),
        );
        expect(wrong).to.deep.equal([]);
      });

      it('has been examined by a person', () => {
        expect(known.deviations.map(({ id }) => id)).not.to.include(unexamined);
      });

      it('shows an exchange of one of its cases', () => {
        for (const { id, cases, evidence } of known.deviations) {
          const shown = evidence?.exchange?.case;
          // What generated cases found is shown by one of them.
          if (shown !== undefined)
            expect(['generated', ...Object.keys(cases)], id).to.include(shown);
        }
      });

      it('has every deviation that explains generated cases', () => {
        expect(known.deviations.map(({ id }) => id)).to.include.members(
          explainingDeviations(client),
        );
      });
    });
  }
});

function isOfClient({ on, name }: ClientDifference): boolean {
  if (on === 'page') return pageNames.includes(name);
  if (on === 'wire') return wireNames.includes(name);
  return /^\S+ \{[ABCD]\}\/\S*$/.test(on) && /^[a-z0-9-]+$/.test(name);
}

describe('a result, with what is known of the client', () => {
  const [exchangeCase] = exchanges as [(typeof exchanges)[number]];
  const a: ClientDifference = { on: 'page', name: 'status', found: 1, expected: 200 };
  const b: ClientDifference = { on: 'GET {B}/', name: 'origin', found: null, expected: '{A}' };
  const deviation: Deviation = { what: 'It differs.', cases: { [exchangeCase.id]: [a, b] } };
  const result = (
    verdict: CaseResult['verdict'],
    differences: ClientDifference[] = [],
  ): CaseResult => ({
    case: exchangeCase,
    verdict,
    differences,
    asksAgain: false,
    reason: null,
    exchange: [],
  });

  for (const [what, given, verdict] of [
    ['differs as listed', result('fail', [a, b]), 'known'],
    ['differs otherwise', result('fail', [a]), 'fail'],
    ['no longer differs', result('pass'), 'gone'],
    ['is skipped', result('skip'), 'skip'],
    ['cannot be judged', result('error'), 'error'],
  ] as const) {
    it(`a case that ${what}: ${verdict}`, () => {
      const judged = withKnown(given, new DeviationList({ deviations: [deviation] }));
      expect(judged).to.deep.include({ verdict, deviation, listed: [a, b] });
    });
  }

  it('counts only over its protocols', () => {
    const list = { deviations: [{ ...deviation, protocols: ['http2'] }] };
    const verdictOver = (protocol: (typeof protocols)[number]) =>
      withKnown(result('fail', [a, b]), listOver(protocol, list)).verdict;
    expect(protocols.map(verdictOver)).to.deep.equal(['fail', 'fail', 'known']);
  });

  it('a case that is not listed stays what it is', () => {
    for (const given of [result('fail', [a]), result('pass')]) {
      const judged = withKnown(given, new DeviationList());
      expect(judged).to.deep.equal({ ...given, deviation: null, listed: [] });
    }
  });
});
