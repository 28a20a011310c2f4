/** Lists and reports are different files: each command says which it takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { InputError } from '../output/input-error.ts';
import { readReport } from '../report/read-report.ts';
import { merge } from './merge.ts';

describe('a list of results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-merge-'));
  const list = join(folder, 'list.jsonl');
  const header = JSON.stringify({ version: 1, tool: {}, corpus: {}, shard: null, options: {} });
  after(() => rmSync(folder, { recursive: true }));

  for (const [title, rest] of [
    ['with results', '{"line":1}\n'],
    ['without results', ''],
  ]) {
    it(`${title} is not a report`, async () => {
      writeFileSync(list, `${header}\n${rest}`);
      const error = await readReport(list).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.equal(
        `${list}: a list of results: use merge, which takes lists whose names end in .jsonl`,
      );
    });
  }

  it('is not merged with a report', async () => {
    const error = await merge([join(folder, 'report.json'), list], { report: 'text' }).catch(
      (reason) => reason,
    );
    expect(error).to.be.instanceOf(InputError);
    expect(error.message).to.equal(
      `${list}: lists and reports do not mix: merge lists only, or reports only`,
    );
  });
});
