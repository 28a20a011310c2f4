/** Leaves out of the map of the standard what no page reads: the digests of its text. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import type { Standard } from '../../../spec/index.ts';

export function leanSpec(): Plugin {
  return {
    name: 'lean-spec',
    enforce: 'pre',
    load(id) {
      if (!/\/spec\/fetch\.json$/.test(id)) return null;
      const map = JSON.parse(readFileSync(id, 'utf8')) as Standard;
      const algorithms = map.algorithms.map(({ digest: _, steps, ...algorithm }) => ({
        ...algorithm,
        steps: steps.map(({ digest: _, ...step }) => step),
      }));
      return JSON.stringify({ ...map, algorithms });
    },
  };
}
