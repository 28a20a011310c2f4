/** Text as people paste it: wrapped anywhere, with typographic quotes. It is compared without whitespace. */

export interface SqueezedText {
  readonly original: string;
  /** Without whitespace and characters that have no width, and with plain quotes. */
  readonly text: string;
  /** Where each code unit of `text` is in `original`. */
  readonly places: readonly number[];
}

export function squeeze(original: string): SqueezedText {
  let text = '';
  const places: number[] = [];
  for (let place = 0; place < original.length; place += 1) {
    const char = original[place] as string;
    if (isSpace(char)) continue;
    text += plainQuotes[char] ?? char;
    places.push(place);
  }
  return { original, text, places };
}

/** The original text of a part, in one line. */
export function unsqueezed({ original, places }: SqueezedText, start: number, end: number): string {
  if (start >= end) return '';
  const part = original.slice(places[start], (places[end - 1] as number) + 1);
  return part.replace(/\s+/g, ' ');
}

/** Where the whitespace after `start` begins. */
export function endOfWord({ text, places }: SqueezedText, start: number): number {
  let end = Math.min(start + 1, text.length);
  while (end < text.length && places[end] === (places[end - 1] as number) + 1) end += 1;
  return end;
}

export function endOfLine({ original, places, text }: SqueezedText, start: number): number {
  const line = original.indexOf('\n', places[start]);
  if (line === -1) return text.length;
  let end = start;
  while (end < text.length && (places[end] as number) < line) end += 1;
  return end;
}

const plainQuotes: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
};

function isSpace(char: string): boolean {
  return /[\s\u00ad\u200b-\u200d\u2060\ufeff]/.test(char);
}
