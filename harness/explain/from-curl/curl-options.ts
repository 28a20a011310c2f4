/** The options of a `curl` command: those that change the fetch, and those that do not. */

/** An option with its value; a URL is one, too. */
export interface Given {
  readonly name: string;
  readonly value: string;
}

/** Options that matter, by their short names. */
const shortNames: Readonly<Record<string, string>> = {
  A: 'user-agent',
  b: 'cookie',
  d: 'data',
  E: 'cert',
  e: 'referer',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  k: 'insecure',
  K: 'config',
  r: 'range',
  T: 'upload-file',
  u: 'user',
  x: 'proxy',
  X: 'request',
};

const straight = 'the request goes straight to the host of the URL';

/** Options that change where the request goes, or who sends it, and what happens without them. */
export const notUsed: Readonly<Record<string, string>> = {
  cert: 'no client certificate is sent',
  'connect-to': straight,
  proxy: straight,
  resolve: straight,
  'unix-socket': straight,
};

const withValue = new Set(
  `config cookie data data-ascii data-binary data-raw data-urlencode form form-string header json range
   referer request upload-file url user user-agent ${Object.keys(notUsed).join(' ')}`.split(/\s+/),
);
const flags = new Set(['get', 'head', 'insecure']);

/** Options that change nothing of the fetch. */
const ignoredWithValue = new Set(
  `connect-timeout max-time max-redirs output write-out retry retry-delay retry-max-time cacert capath
   cert-type key key-type proxy-user noproxy interface limit-rate cookie-jar dump-header stderr trace
   trace-ascii ciphers tls-max dns-servers speed-limit speed-time keepalive-time`.split(/\s+/),
);
const ignoredFlags = new Set(
  `compressed location location-trusted silent show-error include verbose fail fail-early fail-with-body
   globoff no-buffer no-progress-meter progress-bar http0.9 http1.0 http1.1 http2 http2-prior-knowledge
   http3 http3-only ipv4 ipv6 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 ssl-no-revoke no-keepalive no-alpn
   path-as-is remote-name remote-header-name disable raw tcp-nodelay post301 post302 post303
   disallow-username-in-url anyauth basic`.split(/\s+/),
);
const ignoredShortWithValue = 'mowUcDYyCz';
const ignoredShort = 'LsSivfgN#0123469qOJnaj';

/** @throws SyntaxError that names the word of a mistake and how to fix it */
export function readOptions(words: readonly string[]): Given[] {
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
