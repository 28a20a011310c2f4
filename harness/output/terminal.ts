/** Writing to a terminal: colours where they are wanted, and nothing that a target could inject. */

export interface Colours {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const plain = (text: string) => text;

export const noColours: Colours = {
  red: plain,
  green: plain,
  yellow: plain,
  bold: plain,
  dim: plain,
};

/** Colours only on a terminal that has them, and never against `NO_COLOR`.
 *  @see https://no-color.org */
export function coloursFor(stream: { readonly isTTY?: boolean }): Colours {
  const isPlain = process.env.TERM === 'dumb' || (process.env.NO_COLOR ?? '') !== '';
  if (!stream.isTTY || isPlain) return noColours;
  const colour = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
  return {
    red: colour(31),
    green: colour(32),
    yellow: colour(33),
    bold: colour(1),
    dim: colour(2),
  };
}

/**
 * What could drive a terminal or a CI service, or make text look like other text: controls of C0 and C1,
 * marks that reorder text, characters without width, line ends of Unicode, characters that XML does not
 * allow, and `#` where CI services would read a command, such as `##[error]`.
 */
export const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|(?<=#)#(?=\w*\[)/gu;

/** Text from a target: what could drive a terminal or a CI service is written out. */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => {
    const code = (char.codePointAt(0) ?? 0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
