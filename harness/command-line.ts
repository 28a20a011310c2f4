/** The commands of `cors-conformance`. */
import { Command } from 'commander';
import { clientCommand } from './commands/client.ts';
import { corpusCommand } from './commands/corpus.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { mergeCommand } from './commands/merge.ts';
import { recipesCommand } from './commands/recipes.ts';
import { reportCommand } from './commands/report.ts';
import { projectCommand } from './commands/run.ts';
import { serverCommand } from './commands/server.ts';
import { toolVersion } from './output/tool-version.ts';

export function commandLine(): Command {
  return new Command('cors-conformance')
    .description('Checks whether CORS works, step by step against the Fetch standard.')
    .version(toolVersion)
    .addCommand(serverCommand())
    .addCommand(initCommand())
    .addCommand(projectCommand())
    .addCommand(mergeCommand())
    .addCommand(explainCommand())
    .addCommand(clientCommand())
    .addCommand(reportCommand())
    .addCommand(recipesCommand())
    .addCommand(corpusCommand());
}
