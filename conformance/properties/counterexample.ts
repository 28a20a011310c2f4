/** Writes a shrunk counterexample as a case of the corpus, without the expected result. */
import { fetchDefaults } from '../exchanges.ts';
import type { Given } from './arbitraries/exchanges.ts';

const byHand = 'TO BE WRITTEN by hand, from the standard';

/** A case for `vectors/<algorithm>.json`. */
export function asVector(algorithm: string, given: object): string {
  return written({ id: `${algorithm}-TO-BE-NAMED`, steps: [algorithm], given });
}

/** A case for a file in `exchanges/`, without members that equal their default. */
export function asExchange({ fetches, cookies, server }: Given): string {
  const given = {
    fetches: fetches.map((fetch) => withoutDefaults(fetch, fetchDefaults)),
    ...(cookies.length === 0 ? {} : { cookies }),
    server: server.map((rule) => withoutDefaults(rule, { headers: [], body: '' })),
  };
  return written({ id: 'TO-BE-NAMED', steps: [], given });
}

function withoutDefaults(object: object, defaults: Record<string, unknown>): object {
  const isDefault = (key: string, value: unknown) =>
    key in defaults && JSON.stringify(value) === JSON.stringify(defaults[key]);
  return Object.fromEntries(
    Object.entries(object).filter(([key, value]) => !isDefault(key, value)),
  );
}

function written(beginning: object): string {
  const json = JSON.stringify({ ...beginning, expect: byHand, why: byHand }, null, 2);
  const oddChars = /[\x7f-\uffff]/g;
  return json.replace(oddChars, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
