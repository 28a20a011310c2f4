/** Reading command-line values: a bad one gets one line that says what would be right. */
import { InvalidArgumentError } from 'commander';
import { type Header, isHeaderName, isHeaderValue, isMethod } from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';

/** @throws InputError */
export function targetURL(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new InputError(`${text} is not an http: or https: URL: write http://host:port/path`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(
      `${url.host}: credentials do not belong into the URL: use --header 'Authorization: …'`,
    );
  }
  url.hash = '';
  return url;
}

export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      const range = maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
      throw new InvalidArgumentError(`write a whole number from ${minimum}${range}.`);
    }
    return value;
  };
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgumentError('write a number above 0.');
  }
  return value;
}

/** One `Name: value`, added to those before it. */
export function headerLine(text: string, previous: readonly Header[] = []): Header[] {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  const value = text.slice(colon + 1).trim();
  if (colon === -1 || !isHeaderName(name) || !isHeaderValue(value)) {
    throw new InvalidArgumentError("write 'Name: value'.");
  }
  return [...previous, [name, value]];
}

export function method(text: string): string {
  if (!isMethod(text)) throw new InvalidArgumentError('write one method, such as PUT.');
  return text;
}

/** One value, added to those before it. */
export function repeatable(text: string, previous: readonly string[] = []): string[] {
  return [...previous, text];
}
