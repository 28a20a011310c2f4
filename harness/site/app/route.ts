/** Addresses of the site: a path and parameters in the fragment, such as `#/servers/go/echo?sort=name`. */

export interface Route {
  /** `['']` on the first page. */
  readonly path: readonly string[];
  readonly params: URLSearchParams;
}

export function routeOf(hash: string): Route {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#?\/?/, ''), '?');
  return { path: path.split('/').map(decoded), params: new URLSearchParams(query) };
}

/** @param params those that are empty are left out */
export function hrefOf(path: string, params: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== '');
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${path.split('/').map(encodeURIComponent).join('/')}${query}`;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A fragment that somebody has typed need not be well encoded. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
