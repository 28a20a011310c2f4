/** Scripted servers that answer the preflights and the requests of one fetch, correctly or not. */
import fc from 'fast-check';
import type { HeaderLine, OriginLetter, PageFetch, ServerRule } from '../../exchanges.ts';
import { brokenList, spelledAsLines } from './comma-lists.ts';
import { inAnyCase } from './letter-case.ts';
import { misspelledOrigin } from './origins.ts';

type Lines = HeaderLine[];

interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

/** The rules for `fetch` and up to `redirects` redirects over A, B and C. */
export function serverFor(
  fetch: PageFetch,
  { redirects = 3 }: { redirects?: number } = {},
): fc.Arbitrary<ServerRule[]> {
  const first = fetch.url.slice(1, 2) as OriginLetter;
  const others = fc.array(fc.constantFrom<OriginLetter>('A', 'B', 'C'), { maxLength: redirects });
  return fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, others).chain((letters) => {
    const hops = [first, ...letters].map((letter, at) =>
      rulesOf(fetch, letter, at, letters[at] ?? null),
    );
    return fc.tuple(...hops).map((rules) => rules.flat());
  });
}

function rulesOf(
  fetch: PageFetch,
  origin: OriginLetter,
  at: number,
  next: OriginLetter | null,
): fc.Arbitrary<ServerRule[]> {
  const preflightAnswer = preflightAnswerTo(fetch, at);
  const answer = next === null ? finalAnswerTo(fetch, at) : redirectTo(fetch, origin, next, at);
  return fc.tuple(preflightAnswer, answer).map(([preflight, actual]) => [
    { on: { origin, method: 'OPTIONS', path: `/${at}` }, body: '', ...preflight },
    { on: { origin, path: `/${at}` }, body: '', ...actual },
  ]);
}

/** Mostly the value that the fetch needs, or `null` if redirects may have tainted its origin.
 *  Sometimes no line, several lines, or a value that is never valid. */
function allowOriginTo({ page }: PageFetch, at: number): fc.Arbitrary<Lines> {
  const needed = page === 'null' ? ['null'] : ['{A}'];
  return fc
    .oneof(
      { weight: at === 0 ? 12 : 5, arbitrary: fc.constant(needed) },
      { weight: at === 0 ? 2 : 6, arbitrary: fc.constantFrom(['*'], ['null']) },
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.constantFrom(['{B}'], ['{A}', '{A}'], ['*', '{A}']) },
      { weight: 1, arbitrary: misspelledOrigin('{A}').map((value) => [value]) },
    )
    .chain((values) => asLines('Access-Control-Allow-Origin', values));
}

const allowCredentials: fc.Arbitrary<Lines> = fc
  .oneof(
    { weight: 8, arbitrary: fc.constant(['true']) },
    {
      weight: 3,
      arbitrary: fc.constantFrom([], ['True'], ['false'], ['1'], ['true', 'true'], ['']),
    },
  )
  .chain((values) => asLines('Access-Control-Allow-Credentials', values));

const maxAge: fc.Arbitrary<Lines> = fc
  .constantFrom([], ['600'], ['0'], ['-1'], ['1.5'], ['x'], [''], ['600', '600'], ['9'.repeat(30)])
  .chain((values) => asLines('Access-Control-Max-Age', values));

const responseHeader: fc.Arbitrary<HeaderLine> = fc.constantFrom<HeaderLine>(
  ['X-One', '1'],
  ['X-Two', '2'],
  ['ETag', '"e"'],
  ['Content-Language', 'en'],
  ['Pragma', 'p'],
  ['Set-Cookie', 'a=b'],
);

const exposeHeaders: fc.Arbitrary<Lines> = listHeader(
  'Access-Control-Expose-Headers',
  fc.constantFrom('X-One', 'x-two', 'ETAG', 'Set-Cookie', '*', 'X-None'),
);

/** The final response, which the page gets. */
export function finalAnswerTo(fetch: PageFetch, at: number): fc.Arbitrary<Answer> {
  return answer(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(200) },
      { weight: 2, arbitrary: fc.constantFrom(201, 204, 206, 400, 403, 404, 500, 503) },
      // Redirects without Location.
      { weight: 1, arbitrary: fc.constantFrom(301, 302, 303, 307, 308) },
    ),
    allowOriginTo(fetch, at),
    allowCredentials,
    exposeHeaders,
    fc.array(
      responseHeader.chain((line) => inAnyCase(line[0]).map((name): HeaderLine => [name, line[1]])),
      { maxLength: 4 },
    ),
  );
}

function redirectTo(
  fetch: PageFetch,
  from: OriginLetter,
  origin: OriginLetter,
  at: number,
): fc.Arbitrary<Answer> {
  const next = `/${at + 1}`;
  const location = fc.oneof(
    { weight: 9, arbitrary: fc.constant([`{${origin}}${next}`]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        [from === origin ? next : `{${origin}}${next}`],
        [`{u:p@${origin}}${next}`],
        ['http://'],
        ['about:blank'],
        [`{${origin}}${next}`, `{${origin}}${next}`],
      ),
    },
  );
  return answer(
    fc.constantFrom(301, 302, 303, 307, 308),
    allowOriginTo(fetch, at),
    allowCredentials,
    location.chain((values) => asLines('Location', values)),
  );
}

/** Mostly lists what the fetch needs. */
export function preflightAnswerTo(fetch: PageFetch, at: number): fc.Arbitrary<Answer> {
  const names = fetch.headers.map(([name]) => name);
  return answer(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(200, 204) },
      { weight: 1, arbitrary: fc.constantFrom(201, 226, 299, 304, 400, 403, 404, 405, 500) },
      { weight: 1, arbitrary: fc.constantFrom(301, 307) },
    ),
    allowOriginTo(fetch, at),
    allowCredentials,
    listHeader(
      'Access-Control-Allow-Methods',
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(normalized(fetch.method), fetch.method) },
        { weight: 2, arbitrary: fc.constantFrom('*', 'PUT', 'POST', 'patch', 'X') },
      ),
    ),
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc
          .tuple(...names.map(inAnyCase))
          .chain(
            (spelled): fc.Arbitrary<Lines> =>
              spelled.length === 0
                ? fc.constant<Lines>([])
                : spelledAsLines(spelled).chain((lines) =>
                    asLines('Access-Control-Allow-Headers', lines),
                  ),
          ),
      },
      {
        weight: 2,
        arbitrary: listHeader(
          'Access-Control-Allow-Headers',
          fc.constantFrom(...names, '*', 'Authorization', 'X-Token', 'Content-Type'),
        ),
      },
    ),
    maxAge,
  );
}

function answer(
  status: fc.Arbitrary<number>,
  ...parts: fc.Arbitrary<Lines>[]
): fc.Arbitrary<Answer> {
  return fc
    .tuple(status, ...parts)
    .map(([status, ...lines]) => ({ status, headers: lines.flat() }));
}

/** Sometimes absent, and rarely malformed. */
function listHeader(name: string, member: fc.Arbitrary<string>): fc.Arbitrary<Lines> {
  const members = fc.array(member, { minLength: 1, maxLength: 3 });
  const lines = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom([], ['']) },
    { weight: 9, arbitrary: members.chain(spelledAsLines) },
    {
      weight: 1,
      arbitrary: members.chain((list) =>
        fc.tuple(spelledAsLines(list), brokenList(list)).map(([good, bad]) => [...good, bad]),
      ),
    },
  );
  return lines.chain((values) => asLines(name, values));
}

function asLines(name: string, values: readonly string[]): fc.Arbitrary<Lines> {
  return fc
    .tuple(...values.map(() => inAnyCase(name)))
    .map((names) => names.map((spelled, at): HeaderLine => [spelled, values[at] ?? '']));
}

function normalized(method: string): string {
  const upper = method.toUpperCase();
  return ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].includes(upper) ? upper : method;
}
