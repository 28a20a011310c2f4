/** The user's `--policy` file: read, and checked so that a mistake is named with its place. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/policy.schema.json' with { type: 'json' };
import {
  expressionOf,
  matchesOrigin,
  type Policy,
  partsOfPattern,
} from '../../conformance/servers/index.ts';
import {
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isMethod,
  isToken,
  normalizeMethod,
  parseOrigin,
} from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';

import { isSlow } from './slow-expressions.ts';

const checkPolicy = schemaCheck(schema);

/** @throws InputError if the file cannot be read, or is no policy */
export async function readPolicyFile(file: string): Promise<Policy> {
  return parsePolicy(await readJSON(file), basename(file));
}

/** @throws InputError if the file cannot be read, or is no JSON */
export async function readJSON(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : error;
    throw new InputError(`${file}: ${why instanceof Error ? why.message : why}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`${file}: not JSON: ${(error as Error).message}`);
  }
}

/** @param name of the file, for messages
 *  @throws InputError */
export function parsePolicy(json: unknown, name: string): Policy {
  const [mistake] = checkPolicy(json);
  if (mistake !== undefined) throw new InputError(`${name}: ${mistake}`);
  const { $schema, ...members } = json as Partial<Policy> & { $schema?: string };
  // Ids of cases begin with it, and lists of known deviations name those: so it is not the name of a file.
  const policy: Policy = { id: 'policy', ...members };
  const lists = ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const;
  for (const list of lists) {
    for (const [index, value] of (policy[list] ?? []).entries()) {
      const mistake = value === '*' ? null : mistakes[list](value);
      if (mistake !== null) {
        throw new InputError(`${name}: ${list}[${index}]: ${JSON.stringify(value)} ${mistake}`);
      }
    }
  }
  if (isSlow(policy)) {
    throw new InputError(
      `${name}: allowOrigins: a regular expression takes too long on an origin that does not match: simplify it`,
    );
  }
  checkExamples(policy, name);
  return policy;
}

/** Cases are made of origins, which nobody can make of a regular expression.
 *  @throws InputError */
function checkExamples({ allowOrigins = [], exampleOrigins = [] }: Policy, name: string): void {
  for (const [index, pattern] of allowOrigins.entries()) {
    const expression = expressionOf(pattern);
    if (expression === null || exampleOrigins.some((origin) => expression.test(origin))) continue;
    throw new InputError(
      `${name}: allowOrigins[${index}]: ${JSON.stringify(pattern)} matches none of exampleOrigins: add an origin that it matches`,
    );
  }
}

/** What is wrong with a member of a list, and how to fix it; null if nothing is. */
const mistakes = {
  allowOrigins: (pattern: string) => originMistake(pattern),
  allowMethods: (method: string) => {
    if (!isMethod(method)) return 'is not a method: write one name';
    if (isForbiddenMethod(method)) return 'is a method that browsers never send: leave it out';
    const normalized = normalizeMethod(method);
    return normalized === method ? null : `is never sent: browsers write ${normalized}`;
  },
  allowHeaders: (name: string) => {
    if (!isToken(name)) return 'is not a header name: write one name';
    return isForbiddenRequestHeader(name, '')
      ? 'is a header that pages can never set: leave it out'
      : null;
  },
  exposeHeaders: (name: string) => {
    if (!isToken(name)) return 'is not a header name: write one name';
    return isForbiddenResponseHeaderName(name)
      ? 'is a header that pages can never read: leave it out'
      : null;
  },
};

function originMistake(pattern: string): string | null {
  if (/^\/.+\/$/s.test(pattern)) return expressionMistake(pattern);
  // A URL may have an asterisk in its host; nobody means that.
  if (!pattern.includes('*') && parseOrigin(pattern) !== null) return null;
  const parts = partsOfPattern(pattern);
  if (parts !== null && (/^[*?]\./.test(parts.host) || parts.port === '*')) {
    const port = parts.port === null || parts.port === '*' ? '' : `:${parts.port}`;
    const example = `${parts.scheme}://${parts.host.replace(/^[*?]\./, 'a.')}${port}`;
    const isOrigin = !example.includes('*') && parseOrigin(example) !== null;
    if (isOrigin && matchesOrigin(pattern, example)) return null;
  }
  return `is not an origin: ${originAdvice(pattern)}`;
}

function expressionMistake(pattern: string): string | null {
  try {
    expressionOf(pattern);
    return null;
  } catch {
    return 'is not a regular expression';
  }
}

function originAdvice(pattern: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/$/i.test(pattern)) return 'remove the trailing slash';
  if (pattern.includes('*'))
    return 'a wildcard may stand as first label (https://*.example.org) or as port (:*)';
  if (!pattern.includes('://')) return `write the scheme, such as https://${pattern}`;
  if (URL.canParse(pattern)) {
    const { origin } = new URL(pattern);
    if (origin !== 'null') return `browsers write ${origin}`;
  }
  return 'write scheme://host or scheme://host:port';
}
