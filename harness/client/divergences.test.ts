import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { exchanges } from '../../conformance/exchanges.ts';
import schema from '../../conformance/schemas/divergences.schema.json' with { type: 'json' };
import {
  type DivergenceClass,
  type Divergences,
  readDivergences,
  withDivergences,
} from './divergences.ts';
import { explainedClasses } from './generated/explanations.ts';
import { unexamined } from './record.ts';
import type { CaseResult } from './run-corpus.ts';

const folder = new URL('../implementations/clients/', import.meta.url);

describe('known divergences', () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const ids = new Set(exchanges.map(({ id }) => id));

  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = entry.name;
    const divergences: Divergences = JSON.parse(
      readFileSync(new URL(`${file}/known-deviations.json`, folder), 'utf8'),
    );
    const { client, classes, versions } = divergences;
    const listed = classes.flatMap(({ cases }) => Object.keys(cases));

    describe(file, () => {
      it('is as its schema says, and is read', async () => {
        validate(divergences);
        expect(validate.errors ?? []).to.deep.equal([]);
        expect(client).to.equal(file);
        expect(await readDivergences(client)).to.deep.equal(divergences);
      });

      it('names cases that exist, each once', () => {
        expect(listed.filter((id) => !ids.has(id))).to.deep.equal([]);
        expect(new Set(listed).size).to.equal(listed.length);
      });

      it('has been examined by a person', () => {
        const names = classes.map(({ id }) => id);
        expect(names).not.to.include(unexamined);
        expect(new Set(names).size).to.equal(names.length);
      });

      it('lists versions that were run', () => {
        for (const each of classes) expect(versions).to.include.members([...(each.versions ?? [])]);
      });

      it('shows an exchange of the class', () => {
        for (const { id, cases, evidence } of classes) {
          const shown = evidence.exchange?.case;
          // Found by a generated case, it shows that one.
          if (shown !== undefined)
            expect(['generated', ...Object.keys(cases)], id).to.include(shown);
        }
      });

      it('has every class that explains generated cases', () => {
        expect(classes.map(({ id }) => id)).to.include.members(explainedClasses(client));
      });
    });
  }
});

describe('withDivergences', () => {
  const [exchangeCase] = exchanges as [(typeof exchanges)[number]];
  const listing: DivergenceClass = {
    id: 'some-class',
    does: 'It differs.',
    right: 'standard',
    why: 'It is so.',
    evidence: { source: 'x' },
    cases: { [exchangeCase.id]: ['a', 'b'] },
  };
  const divergences: Divergences = { client: 'x', versions: ['1', '2'], classes: [listing] };
  const result = (verdict: CaseResult['verdict'], details: string[] = []): CaseResult => ({
    case: exchangeCase,
    verdict,
    details,
    exchange: [],
  });

  for (const [what, given, version, verdict] of [
    ['differs as listed', result('fail', ['a', 'b']), '1', 'known'],
    ['differs otherwise', result('fail', ['a']), '1', 'fail'],
    ['no longer differs', result('pass'), '1', 'vanished'],
    ['is skipped', result('skip', ['why']), '1', 'skip'],
    ['cannot be judged', result('error', ['why']), '1', 'error'],
    ['differs as listed, on a version that is not', result('fail', ['a', 'b']), '3', 'known'],
  ] as const) {
    it(`a case that ${what}`, () => {
      expect(withDivergences(given, divergences, version).verdict).to.equal(verdict);
    });
  }

  it('a case that is listed for another version of the list', () => {
    const only = { ...divergences, classes: [{ ...listing, versions: ['2'] }] };
    expect(withDivergences(result('fail', ['a', 'b']), only, '1').verdict).to.equal('fail');
    expect(withDivergences(result('pass'), only, '1').verdict).to.equal('pass');
    expect(withDivergences(result('pass'), only, '2').verdict).to.equal('vanished');
  });

  it('a case of a client that nothing is known of', () => {
    expect(withDivergences(result('fail', ['a']), null, '1').verdict).to.equal('fail');
  });
});
