import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type ClientDifference, isOfRequest, pageNames, wireNames } from './differences.ts';

describe('the names of differences', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  for (const [on, names] of [
    ['page', pageNames],
    ['wire', wireNames],
  ] as const) {
    for (const name of names) {
      it(`${on}: ${name} is in the README`, () => {
        expect(readme).to.match(new RegExp(`^\\| \`${on}\` .*\`${name}\``, 'm'));
      });
    }
  }
});

describe('isOfRequest', () => {
  const found = { found: 'x', expected: null };
  for (const [difference, name, isIt] of [
    [{ on: 'GET {B}/', name: 'origin', ...found }, 'origin', true],
    [{ on: 'GET {B}/', name: 'origin', ...found }, undefined, true],
    [{ on: 'GET {B}/', name: 'origin', ...found }, 'cookie', false],
    [{ on: 'page', name: 'body', ...found }, 'body', false],
    [{ on: 'wire', name: 'sent', ...found }, undefined, false],
  ] satisfies [ClientDifference, string | undefined, boolean][]) {
    it(`${difference.on}, ${difference.name}, as ${name}: ${isIt}`, () => {
      expect(isOfRequest(difference, name)).to.equal(isIt);
    });
  }
});
