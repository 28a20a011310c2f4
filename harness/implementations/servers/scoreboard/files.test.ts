import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isListedVersion } from '../../../deviations/known-deviations.ts';
import { implementationOf, knownDeviationsOf, serverNames } from '../implementations.ts';
import { badgeFiles, readRows, scoreboardFiles, withRows } from './files.ts';
import { row } from './sample.ts';

describe('the scoreboard', () => {
  const other = { ...row, id: 'go/b' };
  const later = { ...row, date: '2027-01-01' };
  const changed = { ...later, version: '2' };
  const all = ['go/b', 'javascript/a'];
  for (const [what, old, found, ids, expected] of [
    ['takes a new row, sorted by id', [row], [other], all, [other, row]],
    ['keeps a row that says the same, with its date', [row], [later], all, [row]],
    ['takes a row that says something else', [row], [changed], all, [changed]],
    ['keeps a row that was not run', [other, row], [changed], all, [other, changed]],
    ['drops the row of a server that is gone', [other, row], [], ['go/b'], [other]],
  ] as const) {
    it(what, () => {
      expect(withRows(old, found, ids)).to.deep.equal(expected);
    });
  }

  const rows = readRows();
  const files = scoreboardFiles(rows);
  const outOfDate = 'it is out of date: run npm run testees with --write';

  for (const [path, text] of files) {
    it(`${path} is what is made from results.json`, () => {
      const file = new URL(`../${path}`, import.meta.url);
      expect(readFileSync(file, 'utf8') === text, outOfDate).to.equal(true);
    });
  }

  it('has no badge of a server that is gone', () => {
    expect(badgeFiles().filter((path) => !files.has(path))).to.deep.equal([]);
  });

  it('has a row for each server', () => {
    expect(rows.map(({ id }) => id)).to.deep.equal(serverNames);
  });

  for (const { id, name, version, link, licence, findings } of rows) {
    it(`says of ${id} what its folder says`, () => {
      const known = knownDeviationsOf(id);
      expect({ link, licence }, outOfDate).to.deep.equal(pick(implementationOf(id)));
      expect(known.of ?? name).to.equal(name);
      expect(
        isListedVersion(known, version),
        `known-deviations.json is not about ${version}`,
      ).to.equal(true);
      for (const finding of findings.filter((one) => one.by !== undefined)) {
        const entry = known.deviations.find(({ what }) => what === finding.what);
        expect(entry?.evidence, outOfDate).to.deep.equal(finding.evidence);
        expect(entry?.why, outOfDate).to.equal(finding.why);
      }
    });
  }
});

function pick({ link, licence }: { link: string; licence: string }) {
  return { link, licence };
}
