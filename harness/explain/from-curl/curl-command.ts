/** What a `curl` command says: its URL, its method, its header lines and its data. */
import type { Header } from '../../../reference/index.ts';
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

/** An option with its value; a URL is one, too. */
interface Given {
  readonly name: string;
  readonly value: string;
}

/** Options that matter, by their short names. */
const shortNames: Readonly<Record<string, string>> = {
  A: 'user-agent',
  b: 'cookie',
  d: 'data',
  e: 'referer',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  k: 'insecure',
  r: 'range',
  T: 'upload-file',
  u: 'user',
  X: 'request',
};

const withValue = new Set(
  `cookie data data-ascii data-binary data-raw data-urlencode form form-string header json range referer
   request upload-file url user user-agent`.split(/\s+/),
);
const flags = new Set(['get', 'head', 'insecure']);

/** Options that change nothing of the fetch. */
const ignoredWithValue = new Set(
  `connect-timeout max-time max-redirs output write-out retry retry-delay retry-max-time cacert capath cert
   cert-type key key-type proxy proxy-user noproxy resolve connect-to interface limit-rate cookie-jar
   dump-header stderr trace trace-ascii config ciphers tls-max dns-servers unix-socket speed-limit
   speed-time keepalive-time`.split(/\s+/),
);
const ignoredFlags = new Set(
  `compressed location location-trusted silent show-error include verbose fail fail-early fail-with-body
   globoff no-buffer no-progress-meter progress-bar http0.9 http1.0 http1.1 http2 http2-prior-knowledge
   http3 http3-only ipv4 ipv6 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 ssl-no-revoke no-keepalive no-alpn
   path-as-is remote-name remote-header-name disable raw tcp-nodelay post301 post302 post303
   disallow-username-in-url anyauth basic`.split(/\s+/),
);
const ignoredShortWithValue = 'mowxUcDEKYyCz';
const ignoredShort = 'LsSivfgN#0123469qOJnaj';

function readOptions(words: readonly string[]): Given[] {
  const given: Given[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    // Its number as a person counts, with curl itself as the first.
    const place = `word ${index + 2}`;
    const next = (name: string): string => {
      index += 1;
      const value = words[index];
      if (value === undefined) throw new SyntaxError(`${name} (${place}) has no value: add it`);
      return value;
    };
    if (word.startsWith('--') && word.length > 2) given.push(...readLong(word, place, next));
    else if (word.startsWith('-') && word.length > 1) given.push(...readShort(word, place, next));
    else given.push({ name: 'url', value: word });
  }
  return given;
}

function readLong(word: string, place: string, next: (name: string) => string): Given[] {
  const name = word.slice(2);
  if (withValue.has(name)) return [{ name, value: next(word) }];
  if (flags.has(name)) return [{ name, value: '' }];
  if (ignoredWithValue.has(name)) next(word);
  else if (!ignoredFlags.has(name) && !ignoredFlags.has(name.replace(/^no-/, ''))) {
    throw new SyntaxError(`unknown option ${word} (${place}): remove it`);
  }
  return [];
}

/** One dash and several letters, of which the last can have a value, in the same word or the next. */
function readShort(word: string, place: string, next: (name: string) => string): Given[] {
  const given: Given[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const name = shortNames[letter];
    const rest = word.slice(at + 1);
    if (name !== undefined && flags.has(name)) given.push({ name, value: '' });
    else if (name !== undefined) {
      given.push({ name, value: rest === '' ? next(`-${letter}`) : rest });
      break;
    } else if (ignoredShortWithValue.includes(letter)) {
      if (rest === '') next(`-${letter}`);
      break;
    } else if (!ignoredShort.includes(letter)) {
      throw new SyntaxError(`unknown option -${letter} (${place}): remove it`);
    }
  }
  return given;
}

function commandOf(given: readonly Given[]): CurlCommand {
  const all = (name: string) => given.filter((one) => one.name === name).map(({ value }) => value);
  const has = (name: string) => all(name).length > 0;
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
    notes: isFile ? ['The body is not that of the command: files and forms are not read.'] : [],
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
