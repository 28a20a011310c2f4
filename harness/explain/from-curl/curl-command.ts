/** What a `curl` command says: its URL, its method, its header lines and its data. */
import type { Header } from '../../../reference/index.ts';
import { type Given, notUsed, readOptions } from './curl-options.ts';
import { wordsOf } from './words.ts';

export interface CurlCommand {
  readonly url: string;
  /** As curl would send it. */
  readonly method: string;
  readonly headers: readonly Header[];
  /** Null if there is none. */
  readonly body: string | null;
  readonly cookie: string | null;
  readonly isInsecure: boolean;
  /** What could not be read from the command alone: sentences. */
  readonly notes: readonly string[];
}

/** @throws SyntaxError that names the place of a mistake and how to fix it */
export function readCurl(text: string): CurlCommand {
  const [program = '', ...words] = wordsOf(text.trim());
  if (!/^(?:.*[\\/])?curl(?:\.exe)?$/i.test(program)) {
    throw new SyntaxError('it does not begin with curl: copy the whole command');
  }
  return commandOf(readOptions(words));
}

function commandOf(given: readonly Given[]): CurlCommand {
  const all = (name: string) => given.filter((one) => one.name === name).map(({ value }) => value);
  const has = (name: string) => all(name).length > 0;
  if (has('config')) throw new SyntaxError('-K reads a file: write its options instead');
  const [url, ...others] = all('url');
  if (url === undefined) throw new SyntaxError('it has no URL: add it');
  if (others.length > 0) throw new SyntaxError('it has several URLs: leave one');
  const data = given.filter(({ name }) => /^(?:data|json)/.test(name)).map(dataOf);
  const joined = data.map(({ text }) => text).join(has('json') ? '' : '&');
  const isForm = has('form') || has('form-string');
  const isQuery = has('get') && data.length > 0;
  const hasBody = (data.length > 0 && !isQuery) || isForm || has('upload-file');
  const isFile = data.some(({ isOfFile }) => isOfFile) || has('upload-file') || isForm;
  return {
    url: isQuery ? `${url}${url.includes('?') ? '&' : '?'}${joined}` : url,
    method: all('request').at(-1) ?? usualMethod(has('head'), hasBody, has('upload-file')),
    headers: headersOf(all, has, hasBody && !has('upload-file'), isForm),
    body: hasBody ? joined : null,
    cookie: has('cookie') ? all('cookie').join('; ') : null,
    isInsecure: has('insecure'),
    notes: [
      ...(isFile ? ['The body is not that of the command: files and forms are not read.'] : []),
      ...Object.entries(notUsed).flatMap(([name, effect]) =>
        has(name) ? [`--${name} is not used: ${effect}.`] : [],
      ),
    ],
  };
}

function usualMethod(isHead: boolean, hasBody: boolean, isUpload: boolean): string {
  if (isHead) return 'HEAD';
  if (isUpload) return 'PUT';
  return hasBody ? 'POST' : 'GET';
}

function dataOf({ name, value }: Given): { text: string; isOfFile: boolean } {
  if (name === 'data-urlencode') {
    const sign = /[=@]/.exec(value);
    if (sign?.[0] === '@') return { text: '', isOfFile: true };
    const at = sign === null ? 0 : sign.index + 1;
    const key = value.slice(0, Math.max(at - 1, 0));
    const text = encodeURIComponent(value.slice(at));
    return { text: key === '' ? text : `${key}=${text}`, isOfFile: false };
  }
  const isOfFile = name !== 'data-raw' && value.startsWith('@');
  return { text: isOfFile ? '' : value, isOfFile };
}

/** Those of -H, and those that other options add unless -H has them. */
function headersOf(
  all: (name: string) => string[],
  has: (name: string) => boolean,
  hasData: boolean,
  isForm: boolean,
): Header[] {
  const headers = all('header').flatMap(headerOf);
  const add = (name: string, value: string | undefined) => {
    const isKnown = headers.some(([other]) => other.toLowerCase() === name.toLowerCase());
    if (value !== undefined && !isKnown) headers.push([name, value]);
  };
  if (has('json')) {
    add('Content-Type', 'application/json');
    add('Accept', 'application/json');
  }
  if (hasData) {
    add(
      'Content-Type',
      isForm ? 'multipart/form-data; boundary=x' : 'application/x-www-form-urlencoded',
    );
  }
  add('User-Agent', all('user-agent').at(-1));
  add('Referer', all('referer').at(-1));
  add('Range', has('range') ? `bytes=${all('range').at(-1)}` : undefined);
  const user = all('user').at(-1);
  add('Authorization', user === undefined ? undefined : `Basic ${base64(user)}`);
  return headers;
}

/** curl removes a header without a value, and sends one that ends in a semicolon empty. */
function headerOf(line: string): Header[] {
  if (line.startsWith('@'))
    throw new SyntaxError('-H reads a file: write the header lines instead');
  const empty = /^([^:;]+);$/.exec(line)?.[1];
  if (empty !== undefined) return [[empty.trim(), '']];
  const colon = line.indexOf(':');
  if (colon < 1) throw new SyntaxError("-H has a line that is not a header: write 'Name: value'");
  const value = line.slice(colon + 1).trim();
  return value === '' ? [] : [[line.slice(0, colon).trim(), bytesOf(value)]];
}

/** One char per byte, as header values are. */
function bytesOf(text: string): string {
  return /[^\0-\xff]/.test(text) ? String.fromCharCode(...new TextEncoder().encode(text)) : text;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
