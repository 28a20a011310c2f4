/** `cors-conformance corpus`: the corpus as JSON, for programs in any language. */
import { Argument, Command } from 'commander';
import {
  originRoles,
  plan,
  policies,
  requirements,
  serverCases,
} from '../../conformance/servers/index.ts';
import { readPolicyFile } from '../server/policy-file.ts';
import { targetURL } from './arguments.ts';

const parts = ['vectors', 'exchanges', 'servers', 'policies', 'roles', 'requirements'] as const;

interface CorpusOptions {
  readonly policy?: string;
  readonly target: string;
}

export function corpusCommand(): Command {
  return new Command('corpus')
    .summary('print the corpus as JSON')
    .description('Prints a part of the corpus as JSON on standard output.')
    .addArgument(new Argument('<part>', 'which part').choices(parts))
    .option('--policy <file>', 'servers: the cases made concrete for this policy')
    .option(
      '--target <url>',
      'servers: the URL to make them concrete for',
      'http://127.0.0.1:8080/',
    )
    .action(async (part: (typeof parts)[number], options: CorpusOptions) => {
      const json = await partOf(part, options);
      process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    });
}

async function partOf(part: (typeof parts)[number], options: CorpusOptions): Promise<unknown> {
  switch (part) {
    // A megabyte of cases, which no other command needs.
    case 'vectors':
      return (await import('../../conformance/vectors.ts')).vectors;
    case 'exchanges':
      return (await import('../../conformance/exchanges.ts')).exchanges;
    case 'policies':
      return policies;
    case 'roles':
      return originRoles;
    case 'requirements':
      return requirements;
    case 'servers': {
      if (options.policy === undefined) return serverCases;
      const policy = await readPolicyFile(options.policy);
      const { origin, pathname, search } = targetURL(options.target);
      const place = {
        policy,
        origin,
        path: pathname + search,
        kind: 'declared' as const,
      };
      return plan(serverCases, place).map(({ place: _, ...planned }) => planned);
    }
  }
}
