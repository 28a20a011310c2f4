/** Part of `npm run build`: what the compiler leaves behind, the runner page and the adapters. */
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../../dist/harness/client/', import.meta.url);
for (const path of ['page', 'jsdom/adapter.mjs', 'happy-dom/adapter.mjs']) {
  cpSync(new URL(path, import.meta.url), fileURLToPath(new URL(path, built)), { recursive: true });
}
