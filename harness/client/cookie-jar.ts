/** The cookies of one client, as far as the cases need them: names, values, paths, expiry by age. */
import type { Header } from '../../reference/index.ts';

export class CookieJar {
  readonly #cookies = new Map<string, { host: string; path: string; pair: string }>();
  #wasAsked = false;

  /** The value of `Cookie`, for a user agent that wants to send one. */
  ask(url: URL): string | null {
    this.#wasAsked = true;
    const pairs = [...this.#cookies.values()]
      .filter(({ host, path }) => host === url.hostname && isBelow(url.pathname, path))
      .map(({ pair }) => pair);
    return pairs.length === 0 ? null : pairs.join('; ');
  }

  /** Whether credentials are included in the request that is about to be sent. */
  wasAsked(): boolean {
    const wasAsked = this.#wasAsked;
    this.#wasAsked = false;
    return wasAsked;
  }

  /** Takes the cookies of a response whose request included credentials. */
  store(url: URL, headers: readonly Header[]): void {
    for (const [name, value] of headers) {
      if (name.toLowerCase() !== 'set-cookie') continue;
      const [pair = '', ...attributes] = value.split(/; */);
      const path = /^path=(\/.*)$/i.exec(
        attributes.find((each) => /^path=/i.test(each)) ?? '',
      )?.[1];
      const cookie = { host: url.hostname, path: path ?? defaultPath(url), pair };
      const key = `${cookie.host} ${cookie.path} ${pair.slice(0, pair.indexOf('='))}`;
      const isOver = attributes.some((each) => /^(max-age=0|expires=.*(19|200)\d)/i.test(each));
      if (isOver) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/';
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
