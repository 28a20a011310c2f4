/** A pattern as the message of one fetch: with what is known of it, and … for the rest. */
import type { Values } from './pattern.ts';

export function fillPattern(pattern: string, values: Values, isPreflight: boolean): string {
  const end = pattern.indexOf(']');
  if (end === -1) return fill(pattern, values);
  const start = pattern.lastIndexOf('[', end);
  const [before, optional, after] = [
    pattern.slice(0, start),
    pattern.slice(start + 1, end),
    pattern.slice(end + 1),
  ];
  const belongs =
    isKnown(optional, values) ||
    (before === '' && optional.includes('{url}')) ||
    (isPreflight && optional.includes('preflight')) ||
    optional === ')';
  return fillPattern(before + (belongs ? optional : '') + after, values, isPreflight);
}

const placeholder = /\{([a-z]+)\}/g;

/** Whether a part that can be missing says anything that is known. */
function isKnown(part: string, values: Values): boolean {
  return [...part.matchAll(placeholder)].some(([, name]) => name !== undefined && name in values);
}

function fill(pattern: string, values: Values): string {
  return pattern.replace(placeholder, (_, name: keyof Values) => values[name] ?? '…');
}
