/** The words of a command line, as a shell of POSIX or the `cmd` of Windows reads them. No package on the
 *  registry both reads them as shells do and says where a mistake is. */

/** @throws SyntaxError that names the place of a quote that is not closed */
export function wordsOf(text: string): string[] {
  // Browsers put a caret before each quote, and at the end of each line, for cmd alone.
  return /\^"|\^[ \t]*\r?\n/.test(text) ? wordsOfCmd(text) : wordsOfShell(text);
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** In one pass: white space, a comment, a continued line, or a part of a word. */
const parts =
  /\\\r?\n|\s+|(?<=\s)#[^\n]*|\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|\$?"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s\\'"$]+|\$)|(['"\\])/gy;

/** After one of these, something else begins: a pipe, a file, or another command. */
const operators = new Set(['|', '||', '&', '&&', ';', '>', '>>', '<', '2>', '2>&1']);

function wordsOfShell(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const end = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  for (const match of text.matchAll(parts)) {
    const [whole, ansi, single, double, escaped, plain, open] = match;
    if (open !== undefined) throw openQuote(text, match.index);
    const next = text.charAt(match.index + whole.length);
    if (word === null && operators.has(plain ?? '') && /^\s?$/.test(next)) break;
    const part =
      ansi === undefined
        ? (single ??
          (double === undefined ? undefined : inDoubleQuotes(double)) ??
          escaped ??
          plain)
        : inAnsiQuotes(ansi);
    if (part !== undefined) word = (word ?? '') + part;
    else if (!whole.startsWith('\\')) end();
  }
  end();
  return words;
}

function inDoubleQuotes(text: string): string {
  return text.replace(/\\(?:\r?\n|([$`"\\]))/g, (_, char: string | undefined) => char ?? '');
}

/** @see https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html */
function inAnsiQuotes(text: string): string {
  return text.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|([\s\S]))/g,
    (_, hex?: string, short?: string, long?: string, octal?: string, char = '') => {
      const code = hex ?? short ?? long;
      if (code !== undefined) return charOf(Number.parseInt(code, 16));
      if (octal !== undefined) return charOf(Number.parseInt(octal, 8));
      return escapes[char] ?? char;
    },
  );
}

function charOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function wordsOfCmd(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let start: number | null = null;
  // What cmd passes on: carets are gone, and a line goes on after one.
  const line = withoutCarets(text);
  for (const { 0: part, index } of line.matchAll(/\\*"|\\+|\s|[^\s"\\]+/g)) {
    if (/^\s$/.test(part) && start === null) {
      if (word !== null) words.push(word);
      word = null;
    } else if (part.endsWith('"')) {
      const slashes = part.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else start = start === null ? index : null;
    } else word = (word ?? '') + part;
  }
  if (start !== null) throw openQuote(line, start);
  if (word !== null) words.push(word);
  return words;
}

function withoutCarets(text: string): string {
  let isQuoted = false;
  return text.replace(/\^\r?\n([\s\S])?|\^([\s\S])|"|\r?\n/g, (match, next, escaped) => {
    if (match === '"') {
      isQuoted = !isQuoted;
      return match;
    }
    if (isQuoted || !match.startsWith('^')) return match;
    return next ?? escaped ?? '';
  });
}

/** The command can have secrets, so that only the place is named. */
function openQuote(text: string, at: number): SyntaxError {
  const what = text.startsWith('\\', at)
    ? 'nothing follows the backslash'
    : 'the quote is not closed';
  return new SyntaxError(`${what} at character ${at + 1}`);
}
