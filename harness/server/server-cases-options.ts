/** The options of `serverCases()`, which JavaScript does not check: a mistake must not look like a pass. */
import { levels } from '../../conformance/requirements.ts';
import {
  type Header,
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  parseOrigin,
} from '../../reference/index.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { knownDeviationsFrom, readKnownDeviations } from './known-deviations-file.ts';
import type { ServerCasesOptions } from './server-cases.ts';

interface Rule {
  readonly allows: (value: unknown) => boolean;
  readonly write: string;
}

const isBoolean: Rule = { allows: (value) => typeof value === 'boolean', write: 'true or false' };

const rules: Readonly<Record<keyof ServerCasesOptions, Rule>> = {
  // Policies have a check of their own.
  policy: { allows: isObject, write: 'an object, as in a policy file' },
  origins: {
    allows: (value) => Array.isArray(value) && value.every(isOrigin),
    write: "an array of origins, such as ['https://app.example']",
  },
  level: {
    allows: (value) => (levels as readonly unknown[]).includes(value),
    write: levels.map((level) => `'${level}'`).join(' or '),
  },
  filter: { allows: isText, write: 'a text' },
  knownDeviations: {
    allows: (value) => isText(value) || isObject(value),
    write: 'the path of a file, or what it contains',
  },
  timeout: {
    allows: isWholeNumber(1, longestTimeout),
    write: `milliseconds, from 1 to ${longestTimeout}`,
  },
  concurrency: { allows: isWholeNumber(1, 256), write: 'a whole number from 1 to 256' },
  headers: {
    allows: (value) => (isObject(value) || Array.isArray(value)) && linesIn(value).every(isLine),
    write: "{ Name: 'value' }, without headers that browsers set themselves",
  },
  insecure: isBoolean,
  allowUnsafeMethods: isBoolean,
};

/** @throws InputError with the name of the option, and what to write */
export function checkOptions(options: ServerCasesOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof ServerCasesOptions] : undefined;
    if (rule === undefined) {
      throw new InputError(`${name}: unknown option: use ${Object.keys(rules).join(', ')}`);
    }
    if (value !== undefined && !rule.allows(value)) {
      throw new InputError(`${name}: write ${rule.write}`);
    }
  }
  if (options.policy !== undefined && options.origins !== undefined) {
    throw new InputError('policy and origins: leave one out; a policy already names origins');
  }
}

/** @throws InputError if there is no such file, or it is not a list of known deviations */
export async function deviationsOf(
  given: ServerCasesOptions['knownDeviations'],
): Promise<DeviationList | undefined> {
  if (given === undefined || given instanceof DeviationList) return given;
  return typeof given === 'string'
    ? readKnownDeviations(given)
    : knownDeviationsFrom(given, 'knownDeviations');
}

/** The header lines of either form. */
export function linesIn(headers: object): Header[] {
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

function isLine(line: unknown): boolean {
  if (!Array.isArray(line) || line.length !== 2 || !line.every(isText)) return false;
  const [name, value] = line as [string, string];
  const isOfBrowsers = name.toLowerCase() !== 'cookie' && isForbiddenRequestHeader(name, value);
  return isHeaderName(name) && isHeaderValue(value) && !/[^\0-\xff]/.test(value) && !isOfBrowsers;
}

function isOrigin(value: unknown): boolean {
  return isText(value) && parseOrigin(value) !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWholeNumber(minimum: number, maximum: number) {
  return (value: unknown) =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
}
