/** Servers of chains: most share everything with everyone, and the others share less in odd ways. */
import fc from 'fast-check';
import type { HeaderLine } from '../../exchanges.ts';
import type { Answer, Resource } from '../second-model/chain.ts';

/** A and B belong to one site, C to another. S is A with https. */
export const [A, B, C, S] = [
  'http://a.site.example:8001',
  'http://b.site.example',
  'http://c.other.example:8003',
  'https://a.site.example:8001',
] as const;

/** Each value as often as its weight says. */
export function weighted<T>(...weights: readonly (readonly [weight: number, ...values: T[]])[]) {
  return fc.constantFrom(
    ...weights.flatMap(([weight, ...values]) =>
      values.flatMap((value) => Array<T>(weight).fill(value)),
    ),
  );
}

export const places = [`${A}/1`, `${B}/1`, `${B}/2`, `${C}/1`, `${S}/1`] as const;

const allowOrigin = weighted<readonly string[]>(
  [60, ['{Origin}']],
  [6, ['*']],
  [1, [], [A], ['null'], ['{Origin}', '{Origin}'], ['{Origin}/']],
);
const allowCredentials = weighted<readonly string[]>(
  [40, ['true']],
  [1, [], ['True'], ['true', 'true']],
);
const allowMethods = weighted<readonly string[]>(
  [30, ['PUT, patch, DELETE']],
  [8, ['PUT'], ['*']],
  [2, [], ['*, patch']],
  [1, ['patch', 'PUT, *'], ['*, PUT'], ['put'], [''], ['PUT DELETE'], ['PUT,, GET,PUT'], ['POST']],
);
const allowHeaders = weighted<readonly string[]>(
  [30, ['x-a, X-B, Authorization, content-type, range, accept, accept-language, content-language']],
  [8, ['X-A'], ['*']],
  [1, [], [''], ['*, authorization'], ['x-b', 'X-A, *'], ['x-a x-b'], ['x-c, x-method-override']],
);
const maxAge = weighted<readonly string[]>(
  [6, ['600']],
  [3, [], ['5']],
  [1, ['0'], ['1'], ['10'], ['9999'], ['-1'], ['600', '600'], ['5.0']],
);
const exposeHeaders = weighted<readonly string[]>(
  [3, ['X-E'], ['*'], []],
  [1, ['x-f, X-E'], ['x-f', 'set-cookie'], ['x e'], ['*, X-F']],
);
const location = weighted<readonly string[]>(
  [3, ...places.map((place) => [place])],
  [2, ['/1'], ['/2#g'], ['#g'], ['?']],
  [
    1,
    [],
    [''],
    ['http://'],
    ['data:,x'],
    ['//u:p@a.site.example:8001/1'],
    ['//u@b.site.example/1'],
    ['/1', '/1'],
  ],
);

function lines(name: string, values: readonly string[]): HeaderLine[] {
  return values.map((value) => [name, value]);
}

const takes = weighted([12, 0], [1, 1, 5]);

const preflight: fc.Arbitrary<Answer> = fc
  .record({
    status: weighted([40, 204], [10, 200], [1, 299, 302, 404, 0]),
    takes,
    allowOrigin,
    allowCredentials,
    allowMethods,
    allowHeaders,
    maxAge,
  })
  .map(({ status, takes, ...lists }) => ({
    status,
    takes,
    lines: [
      ...lines('Access-Control-Allow-Origin', lists.allowOrigin),
      ...lines('access-control-allow-credentials', lists.allowCredentials),
      ...lines('Access-Control-Allow-Methods', lists.allowMethods),
      ...lines('access-control-allow-headers', lists.allowHeaders),
      ...lines('Access-Control-Max-Age', lists.maxAge),
    ],
  }));

const other: fc.Arbitrary<Answer> = fc
  .record({
    status: weighted([60, 200], [5, 302, 307], [4, 301, 303, 308], [2, 404], [1, 206, 304, 500, 0]),
    takes,
    allowOrigin,
    allowCredentials,
    exposeHeaders,
    location,
  })
  .map(({ status, takes, ...lists }) => ({
    status,
    takes,
    lines: [
      ...lines('access-control-allow-origin', lists.allowOrigin),
      ...lines('Access-Control-Allow-Credentials', lists.allowCredentials),
      ...lines('Access-Control-Expose-Headers', lists.exposeHeaders),
      ...(status >= 300 && status < 400 ? lines('Location', lists.location) : []),
      ['Content-Type', 'text/plain'],
      ['X-E', '1'],
      ['x-f', '1'],
      ['Set-Cookie', 'a=c'],
    ],
  }));

export const resource: fc.Arbitrary<Resource> = fc.record({
  preflights: fc.array(preflight, { minLength: 1, maxLength: 2 }),
  others: fc.array(other, { minLength: 1, maxLength: 2 }),
});
