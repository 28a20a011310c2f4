/** Part of `npm run build`: what the compiler leaves undone. */
import { chmodSync, cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = new URL('../', import.meta.url);
const built = new URL('../../dist/harness/', import.meta.url);

// The runner page and the adapters are not TypeScript.
for (const path of [
  'client/page/run-fetch.js',
  'client/page/runner.html',
  'client/page/runner.js',
  'implementations/clients/jsdom/adapter.mjs',
  'implementations/clients/happy-dom/adapter.mjs',
]) {
  cpSync(new URL(path, sources), fileURLToPath(new URL(path, built)));
}

// npm makes commands executable when it links them, and npx keeps its links: not again.
chmodSync(new URL('cli.js', built), 0o755);
