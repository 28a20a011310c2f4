/** `cors-conformance corpus <part>`: the corpus as JSON, for programs in any language. */
import { Argument, Command } from 'commander';
import type { CorpusOptions, CorpusPart } from '../corpus/print-part.ts';
import { targetURL } from '../output/target-url.ts';
import { file } from './arguments.ts';

const parts = [
  'vectors',
  'exchanges',
  'servers',
  'policies',
  'roles',
  'requirements',
] satisfies CorpusPart[];

const epilogue = `
Parts:
  vectors       one input and the expected result of one algorithm
  exchanges     whole fetches against a scripted server, for clients
  servers       the cases for servers; with --policy, the requests that they consist of
  policies      the standard policies, which testees (servers set up for this suite) have
  roles         the origins that the cases for servers use
  requirements  what is required of servers, why, and how to fix what does not meet it`;

export function corpusCommand(): Command {
  return new Command('corpus')
    .summary('print the corpus as JSON')
    .description('Prints one part of the corpus as JSON.')
    .addArgument(new Argument('<part>', 'which part').choices(parts))
    .option('--policy <file>', 'servers: make the cases concrete for this policy', file)
    .option(
      '--target <url>',
      'servers, with --policy: the URL of the target (default: http://127.0.0.1:8080/)',
      targetURL,
    )
    .addHelpText('after', epilogue)
    .action(async (part: CorpusPart, options: CorpusOptions) => {
      const { printPart } = await import('../corpus/print-part.ts');
      await printPart(part, options);
    });
}
