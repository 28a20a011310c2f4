/** Compares the reference browser's preflight cache with a plain list, over fetches and time. */
import fc from 'fast-check';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { asExchange } from './counterexample.ts';
import { PreflightCacheModel } from './models/preflight-cache.ts';
import {
  Browser,
  CachedFetch,
  exchangeOf,
  type GivenFetch,
  maxAgeLimit,
  Wait,
} from './preflight-cache-commands.ts';
import { runs } from './runs.ts';

const mostly = (weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

const headersOf = (names: readonly string[]) =>
  fc
    .tuple(...names.map(inAnyCase))
    .map((spelled) => spelled.map((name): [string, string] => [name, '1']));

/** Fetches of several pages to several URLs, with responses of all kinds. */
const anyFetch: fc.Arbitrary<GivenFetch> = fc.record({
  page: fc.constantFrom(...(['A', 'A', 'A', 'null'] as const)),
  url: fc.constantFrom('{B}/', '{B}/', '{B}/', '{B}/?', '{B}/#f', '{C}/'),
  method: fc.constantFrom('GET', 'PUT', 'patch', 'PATCH'),
  headers: fc.subarray(['x-a', 'x-b', 'authorization'], { maxLength: 2 }).chain(headersOf),
  credentials: fc.constantFrom(...(['omit', 'same-origin', 'include'] as const)),
  isShared: mostly(14),
  isPreflightShared: mostly(14),
  allowMethods: fc.uniqueArray(fc.constantFrom('PUT', 'patch', 'PATCH', 'GET', '*')),
  allowHeaders: fc.uniqueArray(fc.constantFrom('x-a', 'X-B', 'Authorization', 'x-c', '*')),
  maxAge: fc.constantFrom(null, 0, 5, 600, 1000),
});

/** Fetches of one page to one URL, so that they often rely on the same grants. */
const similarFetch: fc.Arbitrary<GivenFetch> = fc.record({
  page: fc.constant('A' as const),
  url: fc.constant('{B}/'),
  method: fc.constantFrom('GET', 'PUT', 'patch'),
  headers: fc.constantFrom([], ['x-a'], ['x-b']).chain(headersOf),
  credentials: fc.constantFrom(...(['omit', 'omit', 'include'] as const)),
  isShared: mostly(30),
  isPreflightShared: fc.constant(true),
  allowMethods: fc.constantFrom(['PUT', 'patch'], ['PUT', 'patch'], ['PUT'], ['*']),
  allowHeaders: fc.constantFrom(['x-a', 'x-b'], ['X-A', 'X-B'], ['X-A'], ['*']),
  maxAge: fc.constantFrom(null, 0, 600),
});

const wait = fc.constantFrom(1, 4, 5, 599).map((seconds) => new Wait(seconds));

describe('properties of the preflight cache', () => {
  for (const [what, fetch, numRuns] of [
    ['any fetches', anyFetch, 120],
    ['similar fetches', similarFetch, 400],
  ] as const) {
    it(`with ${what}: skips a preflight if and only if the list has the grants for it`, async () => {
      const command = fetch.map((given) => new CachedFetch(given));
      const commands = fc.commands([command, command, command, wait], {
        maxCommands: 16,
        size: 'max',
      });
      await fc.assert(
        fc.asyncProperty(commands, async (sequence) => {
          const model = new PreflightCacheModel(maxAgeLimit);
          await fc.asyncModelRun(() => ({ model, real: new Browser() }), sequence);
        }),
        runs(numRuns, (sequence) => asExchange(exchangeOf(sequence))),
      );
    });
  }
});
