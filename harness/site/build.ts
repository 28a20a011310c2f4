/** `npm run site`: builds the site into `build/`, if all its parts and links fit together. */
import { Command } from 'commander';
import { build } from 'vite';
import { runCommand } from '../output/ending.ts';
import { builtFolder, siteConfig } from './config.ts';

const program = new Command('npm run site')
  .description('Builds the site, as static files for any path of any server.')
  .action(async () => {
    await build(siteConfig());
    console.log(`built ${builtFolder}`);
  });

await runCommand(program);
