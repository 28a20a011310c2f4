/** Which generated cases the case server can serve over HTTP/2. */
import type { HeaderLine } from '../../../conformance/exchanges.ts';
import type { Given } from '../../../conformance/properties/arbitraries/exchanges.ts';

/** Those of generated responses of which Node.js sends only one line over HTTP/2. */
const single = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'content-language',
  'etag',
  'location',
]);

/** Generated responses have no bytes of HTTP/1.1, and HTTP/2 has their names in lower case. */
export function isServedOverHTTP2({ fetches, server }: Given): boolean {
  return (
    fetches.every(({ headers }) => !endsInWhitespace(headers)) &&
    server.every((rule) => !('headers' in rule) || !repeatsSingle(rule.headers))
  );
}

/**
 * A client may combine the lines of a name. If the last one is empty, the value ends in a space, and servers
 * ignore the header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-8.2.1
 */
function endsInWhitespace(headers: readonly HeaderLine[]): boolean {
  const lines = headers.map(([name, value]) => ({ name: name.toLowerCase(), value }));
  return lines.some(
    ({ name, value }, index) =>
      value === '' &&
      lines.findIndex((line) => line.name === name) < index &&
      lines.findLastIndex((line) => line.name === name) === index,
  );
}

function repeatsSingle(headers: readonly HeaderLine[]): boolean {
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => single.has(name));
  return new Set(names).size < names.length;
}
