/** Patterns of messages, and where they are in a text. No regular expression reads the text as a whole, so
 *  no text takes long. */
import { endOfLine, endOfWord, type SqueezedText, squeeze, unsqueezed } from './squeezed-text.ts';

/** What stands where a pattern has a placeholder. */
export type Values = Partial<Readonly<Record<Placeholder, string>>>;

export interface Match {
  /** In the squeezed text. */
  readonly start: number;
  readonly end: number;
  /** How much of it the pattern itself says. */
  readonly literal: number;
  readonly values: Values;
}

export type Placeholder = keyof typeof placeholders;

/** What can stand for each of them. */
const placeholders = {
  url: { most: 4096, shape: /^[^\s'"<>]+$/ },
  first: { most: 4096, shape: /^[^\s'"<>]+$/ },
  target: { most: 4096, shape: /^[^\s'"<>]+$/ },
  page: { most: 4096, shape: /^[^\s'"<>]+$/ },
  origin: { most: 300, shape: /^[^\s'"<>]+$/ },
  what: { most: 40, shape: /^[A-Za-z-]+$/ },
  method: { most: 100, shape: /^[!#$%&'*+.^_|~0-9A-Za-z-]+$/ },
  header: { most: 100, shape: /^[!#$%&'*+.^_|~0-9A-Za-z-]+$/ },
  status: { most: 6, shape: /^(?:\d{1,3}|\(null\))$/ },
  value: { most: 2000, shape: /^/ },
  any: { most: 500, shape: /^/ },
} as const;

interface Variant {
  /** Text between the placeholders, squeezed. It begins with text. */
  readonly literals: readonly string[];
  readonly names: readonly Placeholder[];
  readonly length: number;
}

export interface Pattern {
  readonly variants: readonly Variant[];
}

/** @param text with `{placeholder}` for what varies, and `[…]` around what can be missing */
export function parsePattern(text: string): Pattern {
  return { variants: withAndWithout(text).map(variantOf) };
}

/** Where the pattern is in the text: the longest variant first. */
export function findPattern({ variants }: Pattern, text: SqueezedText): Match[] {
  return variants
    .filter(({ literals }) => literals.every((literal) => text.text.includes(literal)))
    .flatMap((variant) => findVariant(variant, text));
}

/** The innermost optional part is the first `[` that a `]` follows without another `[` between. */
function withAndWithout(text: string): string[] {
  const end = text.indexOf(']');
  if (end === -1) return [text];
  const start = text.lastIndexOf('[', end);
  const [before, inner, after] = [
    text.slice(0, start),
    text.slice(start + 1, end),
    text.slice(end + 1),
  ];
  return [
    ...new Set([...withAndWithout(before + inner + after), ...withAndWithout(before + after)]),
  ];
}

function variantOf(text: string): Variant {
  const parts = text.split(/\{([a-z]+)\}/);
  const literals = parts.filter((_, index) => index % 2 === 0).map((part) => squeeze(part).text);
  const names = parts.filter((_, index) => index % 2 === 1);
  for (const name of names) {
    if (!Object.hasOwn(placeholders, name)) throw new RangeError(`unknown placeholder {${name}}`);
  }
  return {
    literals,
    names: names as Placeholder[],
    length: literals.reduce((sum, literal) => sum + literal.length, 0),
  };
}

function findVariant(variant: Variant, text: SqueezedText): Match[] {
  const found: Match[] = [];
  const [first = ''] = variant.literals;
  let from = 0;
  for (;;) {
    const start = text.text.indexOf(first, from);
    if (start === -1) return found;
    const match = matchAt(variant, text, start);
    if (match !== null) found.push(match);
    from = match === null ? start + 1 : match.end;
  }
}

/** @returns null if the pattern does not begin there */
function matchAt(variant: Variant, text: SqueezedText, first: number): Match | null {
  const { literals, names } = variant;
  const [firstLiteral = '', ...others] = literals;
  const values: Record<string, string> = {};
  let start = first;
  let end = start + firstLiteral.length;
  for (const [index, name] of names.entries()) {
    const literal = others[index] as string;
    const next = literal === '' ? endOfValue(name, text, end) : text.text.indexOf(literal, end);
    if (next === -1) return null;
    // Of several beginnings before the same continuation, the last one is meant.
    if (index === 0 && literal !== '') {
      start = Math.max(start, text.text.lastIndexOf(firstLiteral, next - firstLiteral.length));
      end = start + firstLiteral.length;
    }
    if (!canStandFor(name, text.text, end, next)) return null;
    values[name] = readValue(name, text, end, next);
    end = next + literal.length;
  }
  return { start, end, literal: variant.length, values };
}

/** At the end of a pattern, a free value ends with the line, and all others with the word. Punctuation does
 *  not belong to them. */
function endOfValue(name: Placeholder, text: SqueezedText, start: number): number {
  const isFree = free.includes(name);
  let end = isFree ? endOfLine(text, start) : endOfWord(text, start);
  const punctuation = isFree ? /\./ : /[.,;'")]/;
  while (end > start + 1 && punctuation.test(text.text[end - 1] as string)) end -= 1;
  return end;
}

function canStandFor(name: Placeholder, text: string, start: number, end: number): boolean {
  const { most, shape } = placeholders[name];
  return end - start <= most && shape.test(text.slice(start, end));
}

/** What can have spaces of its own. In all others, they come from wrapping. */
const free: readonly Placeholder[] = ['what', 'value', 'any'];

function readValue(name: Placeholder, text: SqueezedText, start: number, end: number): string {
  const value = unsqueezed(text, start, end);
  return free.includes(name) ? value : value.replaceAll(' ', '');
}
