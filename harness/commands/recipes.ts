/** `cors-conformance recipes [cause]`: prints the settings of servers that fix a cause. */
import { Command, Option } from 'commander';
import type { RecipesOptions } from '../recipes/print-recipes.ts';

const epilogue = `
A cause is a reason, such as allow-origin-missing, or a requirement, such as vary-origin. Reports
name both. Without a cause, all causes are listed, or all recipes of the server that --server names.

Servers: express, fastify, hono, koa, nestjs, spring, fastapi (and Starlette), django, flask, rails,
go (rs/cors), gin, axum, nginx, apache, caddy, haproxy.

Each recipe is taken from a server that this suite has judged. The values are examples: the origin
https://app.example, the method PUT, the headers X-Token and ETag, and 600 seconds.

Exit codes:
  0: printed
  2: the cause or the server is unknown, or the command could not run`;

export function recipesCommand(): Command {
  return new Command('recipes')
    .summary('print the settings of servers that fix a cause')
    .description('Prints what to set in the servers that people use, to fix what a report names.')
    .argument('[cause]', 'a reason or a requirement')
    .option('--server <name>', 'only for this server')
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', epilogue)
    .action(async (cause: string | undefined, options: RecipesOptions) => {
      const { printRecipes } = await import('../recipes/print-recipes.ts');
      printRecipes(cause, options);
    });
}
