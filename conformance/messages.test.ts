import { expect } from 'chai';
import { algorithms } from '../spec/index.ts';
import { exchanges } from './exchanges.ts';
import { engineNames, messages } from './messages.ts';

const reasons = algorithms.flatMap(({ steps }) => steps.flatMap(({ reason }) => reason ?? []));

describe('the messages of the engines', () => {
  for (const engine of engineNames) {
    const told = messages.messages
      .filter((message) => message.engine === engine)
      .flatMap((message) => message.reasons);

    for (const reason of reasons) {
      it(`say of ${engine} whether it tells ${reason}`, () => {
        const places = [
          told.includes(reason),
          messages.silent[engine].includes(reason),
          messages.unproduced[engine].includes(reason),
        ];
        expect(places.filter((isThere) => isThere)).to.have.length(1);
      });
    }

    it(`of ${engine} name only reasons of the standard`, () => {
      const all = [...told, ...messages.silent[engine], ...messages.unproduced[engine]];
      expect(all.filter((reason) => !reasons.includes(reason))).to.deep.equal([]);
    });
  }

  it('are all different', () => {
    const keys = [...messages.messages, ...messages.unspecific].map(
      ({ engine, pattern }) => `${engine} ${pattern}`,
    );
    expect(new Set(keys)).to.have.length(keys.length);
  });

  it('were seen for each of their reasons, or have a source', () => {
    const unproven = messages.messages.filter(
      ({ reasons, seen, source }) =>
        source === undefined &&
        !reasons.every((reason) => seen.some((one) => one.reason === reason)),
    );
    expect(unproven).to.deep.equal([]);
  });

  it('were seen in cases that end for that reason', () => {
    const wrong = messages.messages
      .flatMap(({ seen }) => seen)
      .filter(({ case: id, reason }) => {
        const found = exchanges.find((each) => each.id === id);
        return !found?.expect.some((each) => 'reason' in each && each.reason === reason);
      });
    expect(wrong).to.deep.equal([]);
  });
});
