/** Request header names: safelisted, nearly safelisted, unsafe and forbidden ones. */
import fc from 'fast-check';
import { token, tokenByte } from './bytes.ts';
import { edited } from './edits.ts';
import { inAnyCase } from './letter-case.ts';

const safelisted = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type', 'Range'];

const forbidden = [
  'Accept-Charset',
  'Accept-Encoding',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Connection',
  'Content-Length',
  'Cookie',
  'Cookie2',
  'Date',
  'DNT',
  'Expect',
  'Host',
  'Keep-Alive',
  'Origin',
  'Referer',
  'Set-Cookie',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Via',
  'Proxy-',
  'Proxy-Authorization',
  'Sec-',
  'Sec-Fetch-Mode',
];

/** Names whose value decides whether the header is safelisted. */
export const safelistedName: fc.Arbitrary<string> = fc.constantFrom(...safelisted).chain(inAnyCase);

/** Names that need a preflight whatever their value. */
export const unsafeName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('X-Token', 'X-A', 'If-Match', 'DPR', 'X_Odd.Name', '*').chain(inAnyCase),
  inAnyCase('Authorization'),
  token({ minLength: 2 })
    .map((name) => `x-${name}`)
    .filter((name) => !isOverride(name)),
);

/** Made-up names that differ from a safelisted one by a few edits. */
export const nearlySafelistedName: fc.Arbitrary<string> = fc
  .constantFrom(...safelisted)
  .chain((name) => edited(name, tokenByte))
  .filter((name) => name !== '' && !isSafelisted(name) && !isForbidden(name));

/** Names that only the user agent may set, whatever their value. */
export const forbiddenName: fc.Arbitrary<string> = fc.constantFrom(...forbidden).chain(inAnyCase);

/** Names that `fetch()` sends. `X-HTTP-Method` and the like are excluded: their value decides. */
export const sendableName: fc.Arbitrary<string> = fc.oneof(
  safelistedName,
  unsafeName,
  nearlySafelistedName,
);

function isSafelisted(name: string): boolean {
  return safelisted.some((each) => each.toLowerCase() === name.toLowerCase());
}

function isForbidden(name: string): boolean {
  return (
    /^(?:proxy|sec)-/i.test(name) ||
    forbidden.some((each) => each.toLowerCase() === name.toLowerCase())
  );
}

function isOverride(name: string): boolean {
  return /^x-(?:http-method|http-method-override|method-override)$/i.test(name);
}
