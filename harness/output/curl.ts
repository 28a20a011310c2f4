/** A `curl` line that sends a request again. */
import type { ReportedExchange } from './exchange-json.ts';
import { elided } from './secrets.ts';

/** What every browser adds and servers hardly look at: left out, to keep the line short. */
const usual = /^(accept|user-agent|sec-fetch-.*)$/i;

export function curlOf(
  { method, headers, body, url }: ReportedExchange['request'],
  insecure = false,
): string {
  const words = ['curl', insecure ? '-sik' : '-si'];
  if (method === 'HEAD') words.push('-I');
  else if (method !== 'GET' || body !== null) words.push('-X', quote(method));
  for (const [name, value] of headers.filter(([name]) => !usual.test(name))) {
    if (value === elided && /^[\w-]+$/.test(name)) {
      words.push('-H', `"${name}: ${elided}"`);
      continue;
    }
    // With a semicolon curl sends an empty value; with a colon it would leave the header out.
    words.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (body !== null) words.push('--data-binary', quote(body));
  words.push(quote(url));
  return words.join(' ');
}

/** For a POSIX shell. Characters that do not print, or are not ASCII, are written as codes. */
function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // The ellipsis stands for what is not shown.
  if (/^[\x20-\x7E…]*$/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = [...text].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    if (char === "'" || char === '\\') return `\\${char}`;
    if (code > 0xff) return `\\U${code.toString(16).padStart(8, '0')}`;
    return code >= 0x20 && code <= 0x7e ? char : `\\x${code.toString(16).padStart(2, '0')}`;
  });
  return `$'${escaped.join('')}'`;
}
