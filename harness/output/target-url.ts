/** The URL of a server, as a user writes it. */
import { InputError } from './input-error.ts';

/** @throws InputError */
export function targetURL(text: string): URL {
  const port = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  if (port !== undefined && Number(port) > 65_535) {
    throw new InputError(`${text}: there is no port ${port}: use one from 1 to 65535`);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new InputError(`${text} is not an http: or https: URL: write http://host:port/path`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(
      `${url.host}: remove the user name and the password from the URL: use --header 'Authorization: …'`,
    );
  }
  url.hash = '';
  return url;
}
