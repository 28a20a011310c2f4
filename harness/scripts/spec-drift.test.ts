import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Algorithm, gistOf, spec } from '../../spec/index.ts';

describe('the drift command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spec-drift-'));
  after(() => rmSync(folder, { recursive: true }));
  const top = fileURLToPath(new URL('../../', import.meta.url));

  function run(...args: string[]): { status: number | null; out: string; err: string } {
    const command = ['--import', 'tsx', join(top, 'harness/scripts/spec-drift.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: top,
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  }

  it('requires a file', () => {
    const { status, err } = run();
    expect({ status, err }).to.deep.equal({
      status: 2,
      err: "error: missing required argument 'fetch.bs'\n",
    });
  });

  it('says which file it cannot read', () => {
    const file = join(folder, 'none.bs');
    expect(run(file)).to.deep.equal({
      status: 2,
      out: '',
      err: `${file}: cannot be read (ENOENT)\n`,
    });
  });

  it('accepts nothing but the standard', () => {
    const file = join(top, 'spec/fixture.bs');
    const problem =
      'this is not the Bikeshed source of the Fetch standard: it defines nothing of it';
    expect(run(file)).to.deep.equal({ status: 2, out: '', err: `${file}: ${problem}\n` });
  });

  const pinned = process.env.FETCH_BS ?? '';
  if (!existsSync(pinned)) {
    it.skip('compares texts with the pinned one (set FETCH_BS to its file)');
    return;
  }
  const source = readFileSync(pinned, 'utf8');

  /** What the command says of the text with one part replaced. */
  function runEdited(start: number, end: number, words: string) {
    const file = join(folder, 'edited.bs');
    writeFileSync(file, source.slice(0, start) + words + source.slice(end));
    return run(file);
  }

  /** Where step `number` of an algorithm without nested steps starts. */
  function startOf(anchor: string, number: number): number {
    let position = source.indexOf(`id=${anchor}>`);
    for (let count = 0; count < number; count += 1) position = source.indexOf('<li>', position + 1);
    return position;
  }

  const pin = `pinned standard (commit ${spec.commit.slice(0, 7)} of ${spec.date})`;

  it('accepts the pinned text', () => {
    const { status, out } = run(pinned);
    expect(status).to.equal(0);
    expect(out)
      .to.match(/^\S+ says the same as the /)
      .and.to.include(pin);
  });

  const check = spec.algorithms.find(({ id }) => id === 'cors-check') as Algorithm;
  const mismatch = check.steps.findIndex(({ reason }) => reason === 'allow-origin-mismatch') + 1;
  const [start, next] = [startOf(check.anchor, mismatch), startOf(check.anchor, mismatch + 1)];
  const step = `cors-check/${mismatch}`;
  const port = source.indexOf('1*5DIGIT');
  const edits: [what: string, start: number, end: number, words: string, said: string[]][] = [
    [
      'a reworded step',
      start + '<li>'.length,
      start + '<li>'.length,
      'Perhaps ',
      [
        `${pin} in one place.`,
        `reworded  ${step}: ${gistOf(step)}`,
        '  code   reference/cors-check.ts:',
        '  cited  conformance/vectors/cors-check.json: ',
      ],
    ],
    [
      'an inserted step',
      start,
      start,
      '<li>Sit down. ',
      [
        `${pin} in one place.`,
        `added     ${step}, after cors-check/${mismatch - 1}: `,
        '  code   reference/cors-check.ts:',
        `  ${step} to cors-check/${check.steps.length} are now cors-check/${mismatch + 1} to `,
      ],
    ],
    [
      'a removed step',
      start,
      next,
      '',
      [
        `${pin} in one place.`,
        `removed   ${step}: ${gistOf(step)}`,
        '  code   reference/cors-check.ts:',
        '  cited  conformance/vectors/cors-check.json: ',
      ],
    ],
    [
      'a changed rule',
      port,
      port + 3,
      '1*6',
      [
        `${pin} in one place.`,
        'reworded  abnf/serialized-port: ',
        '  code   reference/grammar.ts:',
      ],
    ],
  ];
  for (const [what, start, end, words, said] of edits) {
    it(`names ${what}`, () => {
      const { status, out } = runEdited(start, end, words);
      expect(status).to.equal(1);
      for (const line of said) expect(out).to.include(line);
    });
  }
});
