import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';

const limit = 50_000;

describe('the reference in a bundle for browsers', () => {
  it(`is smaller than ${limit / 1000} kB, and takes nothing but the reasons from spec/`, async function () {
    const { outputFiles, metafile } = await build({
      entryPoints: ['reference/index.ts'],
      absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      metafile: true,
      write: false,
    });
    const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
    if (this.test !== undefined) this.test.title += `: ${(bytes / 1000).toFixed(1)} kB`;
    const fromSpec = Object.keys(metafile.inputs).filter((path) => path.startsWith('spec/'));
    expect(fromSpec.sort()).to.deep.equal(['spec/reasons.json', 'spec/reasons.ts']);
    expect(bytes).to.be.below(limit);
  });
});
