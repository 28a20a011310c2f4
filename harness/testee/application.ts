/** The application behind the CORS of a testee: a few paths, each answered in a known way. */

/** What the application answers, before any CORS. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The mark by which the suite knows that the application was reached. */
const reached = ['X-Reached', 'app'] as const;

/**
 * Answers a request to a path below that of a policy; all methods alike.
 *
 * @param url path and query, with the policy's path in front
 * @param ifNoneMatch the value of `If-None-Match`, if there is one
 */
export function answer(url: string, ifNoneMatch?: string): Answer {
  const { pathname, searchParams } = new URL(url, 'http://testee.invalid');
  const [, , name = '', argument = ''] = pathname.split('/');
  switch (name) {
    case '':
      return text(200, 'ok\n');
    case 'status':
      return text(/^[2-5]\d\d$/.test(argument) ? Number(argument) : 404, `status ${argument}\n`);
    case 'redirect':
      return text(302, 'elsewhere\n', ['Location', searchParams.get('to') ?? '/']);
    case 'etag':
      return ifNoneMatch === '"1"'
        ? { status: 304, headers: [reached, ['ETag', '"1"']], body: '' }
        : text(200, 'tagged\n', ['ETag', '"1"']);
    case 'vary':
      return text(200, 'varies\n', ['Vary', 'Accept-Language']);
    case 'headers':
      return text(
        200,
        'headers\n',
        ['ETag', '"1"'],
        ['X-Request-Id', '42'],
        ['X-Total-Count', '7'],
        ['X-Private', 'yes'],
      );
    case 'cookie':
      return text(200, 'cookie\n', ['Set-Cookie', 'testee=1; Path=/']);
    default:
      return text(404, 'not here\n');
  }
}

function text(
  status: number,
  body: string,
  ...headers: (readonly [name: string, value: string])[]
): Answer {
  return { status, headers: [reached, ['Content-Type', 'text/plain'], ...headers], body };
}
