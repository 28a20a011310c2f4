/** The cookie store of a client, as far as the cases need one: names, values, paths, expiry by age. */
import type { Header } from '../reference/header-list.ts';

interface Cookie {
  readonly host: string;
  readonly path: string;
  /** `name=value`. */
  readonly pair: string;
}

export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** The value of `Cookie` for a request to `url`; null if no cookie belongs to it. A `UserAgent` asks
   *  only where the request includes credentials. */
  ask(url: URL): string | null {
    const pairs = [...this.#cookies.values()]
      .filter(({ host, path }) => host === url.hostname && isBelow(url.pathname, path))
      .map(({ pair }) => pair);
    return pairs.length === 0 ? null : pairs.join('; ');
  }

  /** Stores the cookies of a response. Call it only if the request included credentials. */
  store(url: URL, headers: readonly Header[]): void {
    for (const [name, value] of headers) {
      if (name.toLowerCase() !== 'set-cookie') continue;
      const [pair = '', ...attributes] = value.split(/; */);
      const path = attributes.flatMap((each) => /^path=(\/.*)$/i.exec(each)?.[1] ?? [])[0];
      const cookie = { host: url.hostname, path: path ?? defaultPath(url), pair };
      const key = `${cookie.host} ${cookie.path} ${pair.slice(0, pair.indexOf('='))}`;
      if (attributes.some(isPast)) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }
}

/** Dates in the cases are of a year that is long over. */
function isPast(attribute: string): boolean {
  return /^(max-age=0|expires=.*(19|200)\d)/i.test(attribute);
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/';
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
