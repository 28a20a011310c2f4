/** How Vite builds the site, and serves it while somebody works on it. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import { dataPlugin } from './plugins/data-plugin.ts';
import { laxPolicy } from './plugins/lax-policy.ts';
import { leanSpec } from './plugins/lean-spec.ts';
import { offlinePlugin } from './plugins/offline-plugin.ts';

export const siteFolder = fileURLToPath(new URL('.', import.meta.url));

/** Not among the sources: their tests read all that is there. */
export const builtFolder = fileURLToPath(new URL('../../build/site/', import.meta.url));

/** @param files made from those of the repository, by path */
export function siteConfig(files: ReadonlyMap<string, string>): InlineConfig {
  const version = createHash('sha256');
  for (const [path, text] of files) version.update(`${path}\n${text}\n`);
  return {
    configFile: false,
    root: siteFolder,
    // Relative, so that the site works below any path.
    base: './',
    logLevel: 'warn',
    define: { __DATA_VERSION__: JSON.stringify(version.digest('hex').slice(0, 12)) },
    plugins: [leanSpec(), dataPlugin(files), offlinePlugin(), laxPolicy()],
    build: {
      outDir: builtFolder,
      emptyOutDir: true,
      target: 'es2022',
      // Every file is fetched under the policy of the page: none is written into another.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  };
}
