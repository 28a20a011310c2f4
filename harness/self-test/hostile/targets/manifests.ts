/** Manifests, and what targets send in their place. */
import type { Answer, Behaviour } from '../behaviour.ts';
import { close, correct, drip, flood, plain, reset } from '../bytes.ts';

/** A row for what is at the path of the manifest, where a policy is given, so that nothing hangs on it. */
function besidePolicy(name: string, does: string, manifest: Answer): Behaviour {
  return {
    name,
    does,
    manifest,
    answer: (_socket, request) => correct(request),
    server: 'passes',
    explain: null,
  };
}

/** A row for a manifest that is all that the target is judged by. */
function alone(
  name: string,
  does: string,
  manifest: unknown,
  server: Behaviour['server'] = 'input error',
): Behaviour {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return {
    name,
    does,
    manifest: json(text),
    hasNoPolicy: true,
    answer: (_socket, request) => correct(request),
    isInReports: name === 'manifest-evil-texts',
    server,
    explain: null,
  };
}

function json(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes}`;
}

const named = { name: 'hostile', version: '1' };
const policy = { allowOrigins: ['https://app.example'] };
/** As text from a target, and as text of its own. */
const evil =
  '\x1b[31m\x9b31m\u202e\u061c\uffff<script>alert(1)</script>```|[a](javascript:b)\r\n# x';

function policiesNamed(count: number) {
  const entries = Array.from({ length: count }, (_, index) => [`p${index}`, { path: '/', policy }]);
  return { ...named, policies: Object.fromEntries(entries) };
}

export const manifestBehaviours: readonly Behaviour[] = [
  besidePolicy('manifest-page-of-2-mb', 'Answers every path with a page of 2 MB.', (socket) =>
    flood(socket, 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n', '<p>', 2_000_000, ''),
  ),
  besidePolicy('manifest-endless', 'Has a manifest without end.', (socket) =>
    flood(socket, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":"', 'a'),
  ),
  besidePolicy('manifest-reset', 'Resets the connection that asks for the manifest.', (socket) =>
    reset(socket, ''),
  ),
  besidePolicy('manifest-garbage', 'Sends garbage in place of a manifest.', (socket) =>
    close(socket, '\x00\xff garbage\r\n\r\n'),
  ),
  besidePolicy('manifest-drips', 'Sends a byte of the manifest every 200 ms.', (socket) =>
    drip(socket, 'HTTP/1.1 200 OK\r\n\r\n', '{', 200),
  ),
  besidePolicy('manifest-overloaded', 'Answers 503 in place of a manifest.', (_socket, request) =>
    correct(request, { status: '503 Busy' }),
  ),
  besidePolicy('manifest-malformed', 'Has a manifest that is not JSON.', json('{"name": ')),
  besidePolicy(
    'manifest-ignored',
    'Has a manifest with policies of no sense.',
    json('{"policies":1}'),
  ),
  alone(
    'manifest-deep',
    'Has a manifest of 50,000 nested lists.',
    '['.repeat(50_000) + ']'.repeat(50_000),
  ),
  alone(
    'manifest-deep-policy',
    'Has a policy of 50,000 nested objects.',
    `{"name":"a","version":"1","policies":{"a":${'{"policy":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
  ),
  alone('manifest-wrong-shape', 'Has a list in place of policies.', { ...named, policies: [evil] }),
  alone('manifest-empty', 'Has no policy.', { ...named, policies: {} }),
  alone(
    'manifest-prototype',
    'Names policies as parts of JavaScript are named.',
    '{"name":"a","version":"1","policies":{"__proto__":"/a","constructor":"/b"}}',
  ),
  alone('manifest-10000-policies', 'Has 10,000 policies.', policiesNamed(10_000)),
  alone(
    'manifest-30000-origins',
    'Has a policy with 30,000 origins.',
    {
      ...named,
      policies: {
        a: {
          path: '/',
          policy: {
            allowOrigins: Array.from({ length: 30_000 }, (_, n) => `https://a${n}.example`),
          },
        },
      },
    },
    'any report',
  ),
  alone('manifest-evil-id', 'Has escape sequences and markup in the id of a policy.', {
    ...named,
    policies: { [evil]: { path: '/', policy } },
  }),
  alone(
    'manifest-evil-texts',
    'Has escape sequences and markup in names, reasons, titles and paths.',
    {
      name: evil,
      version: evil,
      policies: {
        own: { path: `/${evil}`, policy: { ...policy, title: evil } },
        other: { path: `/${evil}/b`, policy },
      },
      skipped: { 'one-origin': evil },
    },
    'any report',
  ),
  alone('manifest-evil-unknown', 'Names an unknown policy with escape sequences.', {
    ...named,
    policies: { [evil]: `/${evil}` },
  }),
  alone('manifest-evil-member', 'Has an unknown member with escape sequences.', {
    ...named,
    [evil]: evil,
    policies: { [evil]: { path: evil, [evil]: evil } },
  }),
  alone('manifest-evil-origin', 'Has escape sequences in an origin.', {
    ...named,
    policies: { own: { path: '/', policy: { allowOrigins: [evil] } } },
  }),
  alone('manifest-slow-expression', 'Has a regular expression that takes years.', {
    ...named,
    policies: {
      own: {
        path: '/',
        policy: {
          allowOrigins: ['/https:\\/\\/(a+)+\\.example/'],
          exampleOrigins: [`https://${'a'.repeat(40)}.example`],
        },
      },
    },
  }),
  {
    ...alone('manifest-other-origin', 'Has paths that are on another origin.', ''),
    manifest: (_socket, _request, { trap }) => {
      const host = trap.replace('http:', '');
      const paths = { a: host, b: host.replaceAll('/', '\\').replace('\\', '/') };
      const entries = Object.entries(paths).map(([id, path]) => [
        id,
        { path: `${path}/x`, policy },
      ]);
      return json(JSON.stringify({ ...named, policies: Object.fromEntries(entries) }));
    },
    server: 'errors only',
  },
  {
    ...alone('manifest-redirect', 'Redirects the request for the manifest.', ''),
    manifest: (_socket, request, { trap }) =>
      correct(request, { status: '302 Found', lines: `Location: ${trap}/\r\n` }),
  },
  { ...alone('manifest-plain', 'Answers every path with a short text.', ''), manifest: plain },
];
