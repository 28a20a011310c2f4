/** Makes the service worker of a build, which stores all files of the site. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Plugin } from 'vite';

const source = fileURLToPath(new URL('../service-worker.ts', import.meta.url));

export function offlinePlugin(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const version = createHash('sha256');
        for (const [name, file] of Object.entries(bundle)) {
          version.update(name);
          version.update(file.type === 'chunk' ? file.code : file.source);
        }
        const { outputFiles } = buildSync({
          entryPoints: [source],
          bundle: true,
          minify: true,
          write: false,
          format: 'iife',
          define: {
            __FILES__: JSON.stringify([
              ...Object.keys(bundle).filter((name) => name !== 'index.html'),
              'icon.svg',
            ]),
            __VERSION__: JSON.stringify(version.digest('hex').slice(0, 12)),
          },
        });
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: outputFiles[0]?.text ?? '',
        });
      },
    },
  };
}
