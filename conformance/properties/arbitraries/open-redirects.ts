/** Redirects that servers allow in every way, so that only the browser decides. */
import fc from 'fast-check';
import type { HeaderLine, OriginLetter, PageFetch, ServerRule } from '../../exchanges.ts';

/** Redirects over A, B and C that grant everyone what `fetch` needs without credentials. */
export function openRedirectsFor(fetch: PageFetch): fc.Arbitrary<ServerRule[]> {
  const first = fetch.url.slice(1, 2) as OriginLetter;
  const lines: HeaderLine[] = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', `*, ${fetch.method}`],
    ['Access-Control-Allow-Headers', '*, Authorization'],
  ];
  return fc
    .array(fc.constantFrom<OriginLetter>('A', 'B', 'C'), { minLength: 1, maxLength: 5 })
    .chain((letters) =>
      fc.tuple(
        fc.constant([first, ...letters]),
        fc.array(fc.constantFrom(301, 302, 303, 307, 308), { minLength: 5, maxLength: 5 }),
      ),
    )
    .map(([letters, statuses]) =>
      letters.flatMap((origin, at): ServerRule[] => {
        const path = `/${at}`;
        const next = letters[at + 1];
        const location: HeaderLine[] =
          next === undefined ? [] : [['Location', `{${next}}/${at + 1}`]];
        const status = next === undefined ? 200 : (statuses[at] as number);
        return [
          { on: { origin, method: 'OPTIONS', path }, status: 204, headers: lines, body: '' },
          { on: { origin, path }, status, headers: [...lines, ...location], body: '' },
        ];
      }),
    );
}
