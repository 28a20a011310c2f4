import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { reachableFiles } from './reachable.ts';

const files: Readonly<Record<string, string>> = {
  'entry.js':
    "import './static.js'; export * from './exported.js'; const later = () => import('./later.js');",
  'entry.d.ts': "import type { T } from './type-only.ts'; export declare const t: T;",
  'static.js': "import json from './data.json' with { type: 'json' };",
  'data.json': '{}',
  'exported.js': "export const name = './only-a-name.js';",
  'later.js':
    "const pages = ['page.html']; new URL(pages[0], import.meta.url); import('./entry.js');",
  'page.html': '',
  'type-only.js': 'export {};',
  'type-only.d.ts': 'export type T = string;',
  'only-a-name.js': '',
  'unused.js': "import './static.js';",
  'unused.d.ts': 'export {};',
};

describe('reachableFiles()', () => {
  it('follows all that leads to a file, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const reached = [...reachableFiles(folder, ['entry.js', 'not-there.js'])].sort();
    rmSync(folder, { recursive: true });
    const unreached = ['only-a-name.js', 'unused.js', 'unused.d.ts'];
    expect(reached).to.deep.equal(
      Object.keys(files)
        .filter((name) => !unreached.includes(name))
        .sort(),
    );
  });
});
