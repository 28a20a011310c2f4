/** The options of `serverCases()`, checked as strictly as those of the command line. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import type { Level } from '../../conformance/servers/index.ts';
import { type Header, isHeaderName } from '../../reference/index.ts';
import { addedHeaders, origin as checkOrigin, httpURL } from '../commands/arguments.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import config from '../run/config.schema.json' with { type: 'json' };
import { parseKnownDeviations, readKnownDeviations } from './known-deviations-file.ts';
import { parsePolicy } from './policy-file.ts';
import type { ServerCasesOptions } from './server-cases.ts';
import type { TargetOptions } from './target.ts';

/** As a run needs them. */
export interface ReadOptions extends TargetOptions {
  readonly level: Level;
  readonly filter: string | undefined;
  readonly knownDeviations: DeviationList | undefined;
}

/** @throws InputError that names the option and its fix */
export async function readServerCasesOptions(
  url: string | URL,
  options: ServerCasesOptions,
): Promise<ReadOptions> {
  checkShape(options);
  const { policy, origins, headers, level = 'should', filter, insecure } = options;
  if (policy !== undefined && origins !== undefined) {
    throw new InputError('policy and origins: leave one out; a policy already names origins');
  }
  for (const [index, each] of (origins ?? []).entries()) {
    placed(`origins[${index}]: ${each}`, () => checkOrigin(each));
  }
  return {
    url: httpURL(String(url), "headers: { Authorization: '…' }"),
    policy: policy === undefined ? undefined : parsePolicy(policy, 'the policy'),
    origins,
    headers: headers === undefined ? undefined : readHeaders(headers),
    level,
    filter,
    insecure,
    allowUnsafeMethods: options.allowUnsafeMethods,
    timeout: options.timeout ?? 10_000,
    concurrency: options.concurrency ?? 16,
    knownDeviations: await readDeviations(options.knownDeviations),
    howToDeclare: 'declare what it shares with policy, or name an allowed origin with origins',
  };
}

const { origins, level, filter, timeout, concurrency, insecure, allowUnsafeMethods } =
  config.definitions.target.properties;

/** What can be said of an option in the same words as of a member of the configuration. */
const checkMembers = schemaCheck({
  type: 'object',
  properties: { origins, level, filter, timeout, concurrency, insecure, allowUnsafeMethods },
});

const known: Readonly<Record<keyof ServerCasesOptions, true>> = {
  policy: true,
  origins: true,
  level: true,
  filter: true,
  knownDeviations: true,
  timeout: true,
  concurrency: true,
  headers: true,
  insecure: true,
  allowUnsafeMethods: true,
};

/** @throws InputError */
function checkShape(options: ServerCasesOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    throw new InputError(
      `unknown option "${unknown}": write one of ${Object.keys(known).join(', ')}`,
    );
  }
  const [mistake] = checkMembers(options);
  if (mistake !== undefined) throw new InputError(mistake);
}

/** Messages never have the value of a header, which may be secret.
 *  @throws InputError */
function readHeaders(headers: unknown): Header[] {
  if (typeof headers !== 'object' || headers === null) throw new InputError(headersAdvice);
  const pairs: unknown[] = Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.flatMap((pair) => {
    if (!isPair(pair)) throw new InputError(headersAdvice);
    const [name, value] = pair;
    if (!isHeaderName(name)) throw new InputError(`headers: "${name}" is not a header name`);
    return placed(`headers: ${name}`, () => addedHeaders(`${name}: ${value}`));
  });
}

const headersAdvice =
  "headers: write { Authorization: 'Bearer x' }, or pairs of a name and a value, all of them strings";

function isPair(pair: unknown): pair is [string, string] {
  return Array.isArray(pair) && pair.length === 2 && pair.every((each) => typeof each === 'string');
}

/** @throws InputError */
async function readDeviations(
  given: ServerCasesOptions['knownDeviations'],
): Promise<DeviationList | undefined> {
  if (given === undefined || given instanceof DeviationList) return given;
  if (typeof given !== 'string') return parseKnownDeviations(given, 'knownDeviations');
  try {
    return await readKnownDeviations(given);
  } catch (error) {
    throw new InputError(`knownDeviations: ${(error as Error).message}`);
  }
}

/** What is read from the command line in the same way says what is wrong, but not where.
 *  @throws InputError */
function placed<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new InputError(`${place}: ${(error as Error).message}`);
  }
}
