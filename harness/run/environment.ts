/** Values from the environment, which are secret: they are sent, and never shown. */
import { InputError } from '../output/input-error.ts';

/** A text in which every `${NAME}` is filled in, and the values that were. */
export interface FilledIn {
  readonly text: string;
  readonly values: readonly string[];
}

/** @param place of the text in its file, for messages
 *  @throws InputError if a variable is not set */
export function filledIn(text: string, place: string, environment: NodeJS.ProcessEnv): FilledIn {
  const values: string[] = [];
  const filled = text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    const value = environment[name];
    if (value === undefined || value === '') {
      throw new InputError(`${place}: the environment variable ${name} is not set: set it`);
    }
    values.push(value);
    return value;
  });
  return { text: filled, values };
}

/** Anything shorter is no secret, and may be part of any word. */
const shortestSecret = 4;

/** A value with every secret in its texts replaced: a target may send back what it was sent. */
export function withoutSecrets<Value>(value: Value, secrets: readonly string[]): Value {
  const hidden = secrets
    .filter(({ length }) => length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return value;
  const clean = (each: unknown): unknown => {
    if (typeof each === 'string')
      return hidden.reduce((text, one) => text.replaceAll(one, '…'), each);
    if (Array.isArray(each)) return each.map(clean);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, member]) => [key, clean(member)]));
  };
  return clean(value) as Value;
}
