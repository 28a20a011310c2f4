/** Part of `npm run build`: what the compiler leaves undone. */
import { chmodSync, cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/harness/', import.meta.url);

// The runner page and the adapters are no TypeScript.
for (const path of ['client/page', 'client/jsdom/adapter.mjs', 'client/happy-dom/adapter.mjs']) {
  cpSync(new URL(path, import.meta.url), fileURLToPath(new URL(path, built)), { recursive: true });
}

// npm makes commands executable when it links them, and npx keeps its links: not again.
chmodSync(new URL('cli.js', built), 0o755);
