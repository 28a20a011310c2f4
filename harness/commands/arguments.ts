/** Reading command-line values: a bad one gets one line that says what is wrong and what to write. */
import { InvalidArgumentError } from 'commander';
// Each from its own module: the whole reference would take longer to load than `--help` to print.
import { isHeaderName, isHeaderValue } from '../../reference/header.ts';
import type { Header } from '../../reference/header-list.ts';
import { isForbiddenRequestHeader } from '../../reference/header-names.ts';
import { isForbiddenMethod, isMethod } from '../../reference/method.ts';
import { parseOrigin } from '../../reference/origin.ts';
import type { Shard } from '../run/shard.ts';

export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      const range =
        maximum === Number.MAX_SAFE_INTEGER
          ? `of at least ${minimum}`
          : `from ${minimum} to ${maximum}`;
      throw new InvalidArgumentError(`Write a whole number ${range}.`);
    }
    return value;
  };
}

export function numberFrom(minimum: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < minimum) {
      throw new InvalidArgumentError(`Write a number of at least ${minimum}.`);
    }
    return value;
  };
}

/** `2/4`: the second of four parts. */
export function shard(text: string): Shard {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new InvalidArgumentError('Write which part of how many, such as 2/4.');
  }
  return { index, count };
}

export function file(text: string): string {
  if (text === '') throw new InvalidArgumentError('Name a file.');
  return text;
}

/** An origin, or `null`. */
export function origin(text: string): string {
  if (text.includes('*')) {
    throw new InvalidArgumentError('Name one origin; patterns belong in a policy file.');
  }
  if (parseOrigin(text) !== null) return text;
  const sent = URL.canParse(text) ? new URL(text).origin : 'null';
  const advice =
    sent === 'null'
      ? 'Write scheme://host, scheme://host:port, or null.'
      : `Browsers send ${sent}: write that.`;
  throw new InvalidArgumentError(advice);
}

/** One or more origins. */
export function origins(text: string, previous: readonly string[] = []): string[] {
  return [...previous, origin(text)];
}

/** Header lines that a page may set. */
export function pageHeaders(text: string, previous: readonly Header[] = []): Header[] {
  const [name, value] = headerLine(text);
  if (isForbiddenRequestHeader(name, value)) {
    throw new InvalidArgumentError(`A page cannot set ${name}: leave it out.`);
  }
  return [...previous, [name, value]];
}

/** Header lines that are added to what a browser sends, such as credentials. */
export function addedHeaders(text: string, previous: readonly Header[] = []): Header[] {
  const [name, value] = headerLine(text);
  if (name.toLowerCase() !== 'cookie' && isForbiddenRequestHeader(name, value)) {
    throw new InvalidArgumentError(`Browsers set ${name} themselves: leave it out.`);
  }
  return [...previous, [name, value]];
}

function headerLine(text: string): Header {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  const value = text.slice(colon + 1).trim();
  if (!isHeaderName(name) || !isHeaderValue(value)) {
    throw new InvalidArgumentError("Write 'Name: value'.");
  }
  if (/[^\0-\xff]/.test(value)) {
    throw new InvalidArgumentError('A value has no characters above U+00FF: encode it.');
  }
  return [name, value];
}

export function method(text: string): string {
  if (!isMethod(text)) throw new InvalidArgumentError('Write one method, such as PUT.');
  if (isForbiddenMethod(text)) {
    throw new InvalidArgumentError('A page cannot use this method: choose another.');
  }
  return text;
}
