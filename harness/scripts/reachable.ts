/** Which files of a built package its users can get at, from the entry points on. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Follows static and dynamic imports, of JSON too, and the names of files in modules that read files
 *  beside themselves. A module and its declarations are one: who has the one has the other.
 *  @param entries paths in `folder`, as are those that it returns */
export function reachableFiles(folder: string, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path) || !existsSync(join(folder, path))) continue;
    reached.add(path);
    if (/\.m?js$/.test(path)) waiting.push(path.replace(/\.js$/, '.d.ts'));
    if (path.endsWith('.d.ts')) waiting.push(path.replace(/\.d\.ts$/, '.js'));
    if (!/\.(m?js|ts)$/.test(path)) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    for (const name of namesIn(text)) {
      // Declarations import from the names of the sources.
      waiting.push(join(dirname(path), name.replace(/(?<!\.d)\.ts$/, '.d.ts')));
    }
  }
  return reached;
}

/** The names in a module that could be of other files. */
function namesIn(text: string): string[] {
  const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  const relative = imported.filter((name) => name.startsWith('.'));
  if (!text.includes('import.meta.url')) return relative;
  const strings = [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)];
  return [...relative, ...strings.map(([, single, double]) => single ?? double ?? '')];
}
