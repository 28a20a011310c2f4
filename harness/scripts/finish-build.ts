/** Part of `npm run build`: what the compiler leaves undone. */
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const built = join(top, 'dist');

// The scripts of pages and the adapters are not TypeScript.
const copied = [
  'harness/client/page/answer.js',
  'harness/client/page/framed.html',
  'harness/client/page/framing.html',
  'harness/client/page/load-by-initiator.js',
  'harness/client/page/run-fetch.js',
  'harness/client/page/runner.html',
  'harness/client/page/runner.js',
  'harness/implementations/clients/jsdom/adapter.mjs',
  'harness/implementations/clients/happy-dom/adapter.mjs',
  'harness/output/html/results-list.js',
];
for (const path of copied) cpSync(join(top, path), join(built, path));

// What an earlier build made of files that have since been moved or removed.
const buildInfo = '.tsbuildinfo';
const { fileNames } = JSON.parse(readFileSync(join(built, buildInfo), 'utf8'));
const configSchema = 'config.schema.json';
const current = new Set([...copied, buildInfo, configSchema, ...fileNames.flatMap(outputsOf)]);
for (const entry of readdirSync(built, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const name = relative(built, path).replaceAll(sep, '/');
  if (!entry.isDirectory() && !current.has(name)) rmSync(path);
}

// Editors follow no reference to a schema in another folder.
const readSchema = (path: string) => JSON.parse(readFileSync(join(top, path), 'utf8'));
const config = readSchema('harness/run/config.schema.json');
const { $schema, $id, ...policy } = readSchema('conformance/schemas/policy.schema.json');
const bundled = { ...config, definitions: { ...config.definitions, policy } };
writeFileSync(
  join(built, configSchema),
  `${JSON.stringify(bundled, null, 2).replaceAll('"policy.schema.json"', '"#/definitions/policy"')}\n`,
);

// npm makes commands executable when it links them, and npx keeps its links.
chmodSync(join(built, 'harness/cli.js'), 0o755);

/** @param source as in the build information: relative to `dist` */
function outputsOf(source: string): string[] {
  const path = source.replace(/^\.\.\//, '');
  return path.endsWith('.json')
    ? [path]
    : [path.replace(/\.ts$/, '.js'), path.replace(/\.ts$/, '.d.ts')];
}
