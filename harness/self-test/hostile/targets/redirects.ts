/** Redirects in circles, and to places where nobody may be sent. */
import type { Behaviour, Place } from '../behaviour.ts';
import { correct } from '../bytes.ts';

/** A row for a target that redirects every request. */
function redirect(
  name: string,
  does: string,
  location: string | ((place: Place, path: string) => string),
  ends: Pick<Behaviour, 'server' | 'explain'>,
): Behaviour {
  return {
    name,
    does,
    answer: (_socket, request, place) => {
      const to = typeof location === 'string' ? location : location(place, request.path);
      return correct(request, { status: '302 Found', lines: `Location: ${to}\r\n` });
    },
    isInReports: name === 'redirect-to-nonsense',
    ...ends,
  };
}

/** The standard says that the fetch fails. */
const refused = { server: 'fails must', explain: 'not shared' } as const;
/** Where the fetch would end is not known, since no other origin is contacted. */
const unknown = { server: 'partly judged', explain: 'could not tell' } as const;

export const redirectBehaviours: readonly Behaviour[] = [
  redirect('redirect-to-itself', 'Redirects each URL to itself.', (_place, path) => path, refused),
  redirect(
    'redirect-in-circles',
    'Redirects between two URLs.',
    (_place, path) => (path.startsWith('/a') ? '/b' : '/a'),
    refused,
  ),
  redirect('redirect-growing', 'Redirects to longer and longer URLs.', 'a/'.repeat(7000), unknown),
  redirect('redirect-to-origin', 'Redirects to another origin.', ({ trap }) => `${trap}/`, unknown),
  redirect(
    'redirect-without-scheme',
    'Redirects to another origin, without naming the scheme.',
    ({ trap }) => trap.replace('http:', ''),
    unknown,
  ),
  redirect(
    'redirect-with-backslashes',
    'Redirects to another origin with backslashes.',
    ({ trap }) => trap.replace('http://', '\\\\'),
    unknown,
  ),
  redirect(
    'redirect-with-password',
    'Redirects to itself with a user name and a password.',
    ({ origin }) => `${origin.replace('//', '//user:password@')}/`,
    refused,
  ),
  redirect('redirect-to-file', 'Redirects to a file.', 'file:///etc/passwd', refused),
  redirect('redirect-to-script', 'Redirects to a script.', 'javascript:alert(1)', refused),
  redirect('redirect-to-data', 'Redirects to a data: URL.', 'data:text/html,<script>', refused),
  redirect(
    'redirect-to-nonsense',
    'Redirects to what is not a URL.',
    'http://[<b>"\x9b31m',
    refused,
  ),
];
