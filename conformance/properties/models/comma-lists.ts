/** Reads comma-separated values char by char, where the reference splits and trims them. */

/** The tokens in `line`, or null if it contains anything else. */
export function tokensIn(line: string): string[] | null {
  const tokens: string[] = [];
  let token = '';
  let state: 'before' | 'in' | 'behind' = 'before';
  for (const char of `${line},`) {
    if (char === ',') {
      if (token !== '') tokens.push(token);
      token = '';
      state = 'before';
    } else if (char === ' ' || char === '\t') {
      if (state === 'in') state = 'behind';
    } else {
      if (state === 'behind' || !/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(char)) return null;
      state = 'in';
      token += char;
    }
  }
  return tokens;
}

/** The members of `line`. Commas in quoted strings are plain text. Backslashes escape quotes. */
export function membersOf(line: string): string[] {
  const members = [''];
  let state: 'plain' | 'quoted' | 'escaped' = 'plain';
  for (const char of line) {
    if (state === 'plain' && char === ',') members.push('');
    else members.push((members.pop() ?? '') + char);
    if (state === 'escaped') state = 'quoted';
    else if (state === 'quoted' && char === '\\') state = 'escaped';
    else if (char === '"') state = state === 'plain' ? 'quoted' : 'plain';
  }
  return members.map((member) => member.replace(/^[ \t]+/, '').replace(/[ \t]+$/, ''));
}

/** The value of the quoted string at the start of `text`, and its length in chars. */
export function quotedStringIn(text: string): { value: string; length: number } {
  let value = '';
  let isEscaped = false;
  for (let at = 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isEscaped || (char !== '\\' && char !== '"')) {
      value += char;
      isEscaped = false;
    } else if (char === '"') {
      return { value, length: at + 1 };
    } else {
      isEscaped = true;
    }
  }
  return { value: isEscaped ? `${value}\\` : value, length: text.length };
}
