/** What `cors-conformance corpus` does: prints a part of the corpus as JSON on standard output. */

import { InputError } from '../output/input-error.ts';
import { jsonText } from '../output/json-text.ts';

export type CorpusPart =
  | 'vectors'
  | 'exchanges'
  | 'servers'
  | 'policies'
  | 'roles'
  | 'requirements';

export interface CorpusOptions {
  /** Path of the policy file that the server cases are made concrete for. */
  readonly policy?: string;
  /** The URL that they are made concrete for. */
  readonly target?: URL;
}

const defaultTarget = 'http://127.0.0.1:8080/';

/** @throws InputError */
export async function printPart(part: CorpusPart, options: CorpusOptions): Promise<void> {
  const [given] = Object.keys(options);
  if (part !== 'servers' && given !== undefined) {
    throw new InputError(`--${given} is only for the part servers: leave it out`);
  }
  if (options.target !== undefined && options.policy === undefined) {
    throw new InputError('--target needs --policy: name the policy of this URL');
  }
  process.stdout.write(`${jsonText(await partOf(part, options))}\n`);
}

/** Each part is loaded only where it is asked for: together they are megabytes. */
async function partOf(part: CorpusPart, { policy, target }: CorpusOptions): Promise<unknown> {
  switch (part) {
    case 'vectors':
      return (await import('../../conformance/vectors.ts')).vectors;
    case 'exchanges':
      return (await import('../../conformance/exchanges.ts')).exchanges;
    case 'policies':
      return (await import('../../conformance/servers/index.ts')).policies;
    case 'roles':
      return (await import('../../conformance/servers/index.ts')).originRoles;
    case 'requirements':
      return (await import('../../conformance/servers/index.ts')).requirements;
    case 'servers':
      if (policy !== undefined) return concreteCases(policy, target ?? new URL(defaultTarget));
      return (await import('../../conformance/servers/index.ts')).serverCases;
  }
}

async function concreteCases(policyFile: string, target: URL): Promise<unknown> {
  const { plan, serverCases } = await import('../../conformance/servers/index.ts');
  const { readPolicyFile } = await import('../server/policy-file.ts');
  const place = {
    policy: await readPolicyFile(policyFile),
    origin: target.origin,
    path: target.pathname + target.search,
    kind: 'declared' as const,
  };
  return plan(serverCases, place).map(({ place: _, ...planned }) => planned);
}
