/** `npm run site`: builds the site into `build/site/`, if all its parts and links fit together. */
import { Command } from 'commander';
import { build } from 'vite';
import { runCommand } from '../output/ending.ts';
import { builtFolder, siteConfig } from './config.ts';
import { siteData } from './data/site-data.ts';
import { checkLinks } from './links.ts';

const program = new Command('npm run site')
  .description('Builds the site, as static files for any path of any server.')
  .action(async () => {
    const files = siteData();
    const pages = await checkLinks(files);
    await build(siteConfig(files));
    console.log(`${pages} pages, whose links all lead to a page, in ${builtFolder}`);
  });

await runCommand(program);
