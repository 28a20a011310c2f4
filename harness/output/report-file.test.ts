import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { InputError } from './input-error.ts';
import { checkReportFile, writeReportFile } from './report-file.ts';

describe('the file of a report', () => {
  const top = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
  const path = (name: string) => join(top, name);
  mkdirSync(path('folder'));
  writeFileSync(path('old.txt'), 'of an earlier run');
  symlinkSync('old.txt', path('link.txt'));
  execFileSync('mkfifo', [path('pipe')]);
  after(() => rmSync(top, { recursive: true }));

  for (const name of ['new.txt', 'old.txt', 'link.txt', 'pipe', 'folder/new.txt']) {
    it(`can be ${name}, which stays as it is`, async () => {
      const before = readdirSync(top, { recursive: true });
      await checkReportFile(path(name));
      expect(readdirSync(top, { recursive: true })).to.deep.equal(before);
      expect(readFileSync(path('old.txt'), 'utf8')).to.equal('of an earlier run');
    });
  }

  it('gets its folders before the run', async () => {
    await checkReportFile(path('a/b/c.txt'));
    expect(readdirSync(path('a/b'))).to.deep.equal([]);
  });

  const mistakes: readonly [name: string, message: string][] = [
    ['folder', `--output ${path('folder')}: this is a folder: name a file in it`],
    ...['old.txt/b.txt', 'old.txt/a/b.txt'].map((name): [string, string] => [
      name,
      `--output ${path(name)}: a part of its path is a file, not a folder: name another file`,
    ]),
  ];
  for (const [name, message] of mistakes) {
    it(`cannot be ${name}`, async () => {
      const error = await checkReportFile(path(name)).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.equal(message);
    });
  }

  it('cannot be one that may not be written', async function () {
    // The superuser may write everywhere.
    if (process.getuid?.() === 0) this.skip();
    writeFileSync(path('locked.txt'), '', { mode: 0o400 });
    const error = await checkReportFile(path('locked.txt')).catch((reason) => reason);
    expect(error.message).to.match(/: no permission to write it: name another file$/);
  });

  it('replaces an older one, also through a link', async () => {
    await writeReportFile(path('link.txt'), 'new');
    expect(readFileSync(path('old.txt'), 'utf8')).to.equal('new');
    expect(readlinkSync(path('link.txt'))).to.equal('old.txt');
  });

  it('is never written in place of a folder', async () => {
    const before = readdirSync(top);
    const error = await writeReportFile(path('folder'), 'x').catch((reason) => reason);
    expect(error.message).to.match(/^--output .*folder: EISDIR.*: name another file$/);
    expect(readdirSync(top)).to.deep.equal(before);
  });

  it('is written to where it is a device', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const error = await writeReportFile('/dev/full', 'x').catch((reason) => reason);
    expect(error.message).to.equal(
      '--output /dev/full: the disk is full: free some space, or name another file',
    );
    expect(existsSync('/dev/full')).to.equal(true);
  });
});
