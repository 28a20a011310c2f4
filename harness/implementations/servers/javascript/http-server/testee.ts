/** http-server with --cors: it serves files, so it is one URL, under a policy of its own. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'http-server';
import { listen } from '../../../../testee/testee.ts';
import type { OneURL } from '../../start-server.ts';
import { versionsOf } from '../package-versions.ts';

const embedded = (name: string) =>
  fileURLToPath(new URL(`../../../../scripts/embedded/${name}`, import.meta.url));

export default {
  name: 'http-server --cors',
  version: versionsOf(import.meta.url, 'http-server'),
  policyFile: embedded('policy.json'),
  start: () => listen(createServer({ root: embedded('public'), cors: true }).server),
} satisfies OneURL;
