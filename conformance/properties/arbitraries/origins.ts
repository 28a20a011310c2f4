/** Serialized origins of all kinds, and texts that resemble a given origin. */
import fc from 'fast-check';
import { parseOrigin } from '../../../reference/index.ts';

const scheme = fc.constantFrom('https', 'http', 'app', 'chrome-extension', 'x+y.z');

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,6}[a-z0-9])?$/);

/** The last label is not a number, since a URL parser would read that as an IPv4 address. */
const domain = fc
  .tuple(
    fc.array(label, { maxLength: 3 }),
    fc.constantFrom('example', 'test', 'localhost', 'xn--p1ai'),
  )
  .map(([labels, last]) => [...labels, last].join('.'));

const ipv4 = fc.ipV4();

const ipv6 = fc.constantFrom('[::1]', '[2001:db8::7]', '[fe80::1:0:0:2]', '[1:2:3:4:5:6:7:8]');

/** Never the default port of `http` or `https`, which is not serialized. */
const port = fc.oneof(
  fc.constantFrom(1, 3000, 8080, 8443, 65535),
  fc.integer({ min: 1024, max: 65535 }),
);

/** An origin that is not opaque: a scheme, a host and maybe a port. */
export const tupleOrigin: fc.Arbitrary<string> = fc
  .record({
    scheme,
    host: fc.oneof({ weight: 4, arbitrary: domain }, ipv4, ipv6),
    port: fc.option(port),
  })
  .map(({ scheme, host, port }) => `${scheme}://${host}${port === null ? '' : `:${port}`}`);

/** An origin of a page on the web, with the scheme `http` or `https`. */
export const webOrigin: fc.Arbitrary<string> = tupleOrigin.map((origin) =>
  origin.replace(/^(?!https?:)[^:]+/, 'https'),
);

/** Any origin. `null` stands for an opaque origin. */
export const anyOrigin: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: tupleOrigin },
  { weight: 1, arbitrary: fc.constant('null') },
);

/** Other origins that careless comparisons mistake for `origin`, in the form that browsers use. */
export function originNear(origin: string): fc.Arbitrary<string> {
  const { scheme, host, port } = partsOf(origin);
  const name = host.replace(/\.[^.]*$/, '');
  const alike = [
    `${scheme === 'https' ? 'http' : 'https'}://${host}${port}`,
    `${scheme}://${host}${port === '' ? ':8443' : ''}`,
    `${scheme}://${host}:1${port.slice(1, 5)}`,
    `${scheme}://sub.${host}${port}`,
    `${scheme}://x${host}${port}`,
    `${scheme}://x-${host}${port}`,
    `${scheme}://${host}x${port}`,
    `${scheme}://${host}.evil.example${port}`,
    `${scheme}://${host}.${port}`,
    `${scheme}://${host.replaceAll('.', 'x')}${port}`,
    `${scheme}://${name}${port}`,
    `${scheme}://${host.slice(1)}${port}`,
    'null',
  ];
  return fc.constantFrom(...alike.filter((each) => parseOrigin(each) !== null));
}

/** Misspellings and lists of `origin` that `Access-Control-Allow-Origin` must not have. */
export function misspelledOrigin(origin: string): fc.Arbitrary<string> {
  return fc.constantFrom(
    `${origin}/`,
    `${origin}, ${origin}`,
    `${origin} ${origin}`,
    `${origin},`,
    `"${origin}"`,
    origin.toUpperCase(),
    origin.replace(/^[^:]*:\/\//, ''),
    origin.replace('://', '://user@'),
    origin.replace('://', '://*.'),
    `${origin}:${origin.startsWith('https:') ? 443 : 80}`,
    '*, *',
    '**',
    'NULL',
    'Null',
    '',
  );
}

function partsOf(origin: string): { scheme: string; host: string; port: string } {
  const match = /^([^:]+):\/\/(\[[^\]]*\]|[^:]*)(.*)$/.exec(origin);
  return { scheme: match?.[1] ?? '', host: match?.[2] ?? '', port: match?.[3] ?? '' };
}
