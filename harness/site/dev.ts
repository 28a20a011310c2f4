/** `npm run site:dev`: serves the site from its sources, and reloads what is changed. */
import { createServer } from 'vite';
import { siteConfig } from './config.ts';
import { siteData } from './data/site-data.ts';

const server = await createServer({ ...siteConfig(siteData()), logLevel: 'info' });
await server.listen();
server.printUrls();
