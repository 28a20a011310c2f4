/** The user's `--policy` file: read, and checked so that a mistake is named with its place. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/policy.schema.json' with { type: 'json' };
import { expressionOf, type Policy } from '../../conformance/servers/index.ts';
import { InputError } from '../output/input-error.ts';
import { type ListName, memberMistake } from './policy-mistakes.ts';
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
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(`${file}: ${whyUnreadable[code ?? ''] ?? message}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`${file}: not JSON: ${(error as Error).message}`);
  }
}

const whyUnreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder: name a file in it',
};

/** @param name of the file, for messages
 *  @throws InputError */
export function parsePolicy(json: unknown, name: string): Policy {
  const [mistake] = checkPolicy(json);
  if (mistake !== undefined) throw new InputError(`${name}: ${mistake}`);
  const { $schema, ...members } = json as Partial<Policy> & { $schema?: string };
  // Ids of cases begin with it, and lists of known deviations name those: so it is not the name of a file.
  const policy: Policy = { id: 'policy', ...members };
  const lists: ListName[] = ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'];
  for (const list of lists) {
    for (const [index, value] of (policy[list] ?? []).entries()) {
      const mistake = memberMistake(list, value);
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
