/** The ABNF of `Origin` and of the CORS headers as regular expressions, rule by rule. */

const decOctet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])';
const ipv4 = `(?:${decOctet}[.]${decOctet}[.]${decOctet}[.]${decOctet})`;

const h16 = '(?:0|[1-9a-f][0-9a-f]{0,3})';
const h16Colon = `(?:${h16}:)`;
const ipv6 = `(?:${[
  `${h16Colon}{7}${h16}`,
  `::${h16Colon}{5}${h16}`,
  `(?:${h16})?::${h16Colon}{4}${h16}`,
  `(?:${h16Colon}{0,1}${h16})?::${h16Colon}{3}${h16}`,
  `(?:${h16Colon}{0,2}${h16})?::${h16Colon}{2}${h16}`,
  `(?:${h16Colon}{0,3}${h16})?::${h16}:${h16}`,
  `(?:${h16Colon}{0,4}${h16})?::${h16}`,
  `(?:${h16Colon}{0,5}${h16})?::`,
].join('|')})`;

const lowerAlphanum = '[a-z0-9]';
const domainLabel = `(?:${lowerAlphanum}|${lowerAlphanum}[a-z0-9-]*${lowerAlphanum})`;
const domain = `(?:(?:${domainLabel}[.])*${domainLabel})`;

const scheme = '(?:[a-z][a-z0-9+.-]*)';
const host = `(?:${ipv4}|\\[${ipv6}\\]|${domain})`;
const port = '(?:[0-9]{1,5})';
const origin = `(?:${scheme}://${host}(?::${port})?)`;
const originOrNull = `(?:${origin}|null)`;

/** The token of HTTP. Methods and field names are both tokens. */
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const optionalWhiteSpace = '[ \\t]*';
const comma = `${optionalWhiteSpace},${optionalWhiteSpace}`;
/** A list as a sender writes it. */
const tokens = `(?:${token}(?:${comma}${token})*)`;
/** A list as a recipient has to read it. */
const sparseTokens = `(?:(?:${token})?(?:${comma}(?:${token})?)*)`;

export const abnf = {
  'dec-octet': whole(decOctet),
  'serialized-ipv4': whole(ipv4),
  h16: whole(h16),
  'serialized-ipv6': whole(ipv6),
  'domain-label': whole(domainLabel),
  'serialized-domain': whole(domain),
  'serialized-scheme': whole(scheme),
  'serialized-host': whole(host),
  'serialized-port': whole(port),
  'serialized-origin': whole(origin),
  'origin-or-null': whole(originOrNull),
  wildcard: whole('[*]'),
  token: whole(token),
} as const satisfies Record<string, RegExp>;

/** What a sender may write in each field. */
export const fields = {
  Origin: whole(originOrNull),
  'Access-Control-Request-Method': whole(token),
  'Access-Control-Request-Headers': whole(tokens),
  'Access-Control-Allow-Origin': whole(`(?:${originOrNull}|[*])`),
  'Access-Control-Allow-Credentials': whole('true'),
  'Access-Control-Expose-Headers': whole(`${tokens}?`),
  'Access-Control-Max-Age': whole('[0-9]+'),
  'Access-Control-Allow-Methods': whole(`${tokens}?`),
  'Access-Control-Allow-Headers': whole(`${tokens}?`),
} as const satisfies Record<string, RegExp>;

/** What a recipient has to read, for the fields where a sender may write less than that. */
export const received: Partial<Record<keyof typeof fields, RegExp>> = {
  // At least one member is not empty.
  'Access-Control-Request-Headers': whole(`(?=.*[^ \\t,])${sparseTokens}`),
  'Access-Control-Expose-Headers': whole(sparseTokens),
  'Access-Control-Allow-Methods': whole(sparseTokens),
  'Access-Control-Allow-Headers': whole(sparseTokens),
};

function whole(rule: string): RegExp {
  return new RegExp(`^(?:${rule})$`);
}
