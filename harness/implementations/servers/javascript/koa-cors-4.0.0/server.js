/** Koa with @koa/cors in a version that CVE-2023-49803 is about, set up like the current one. */
import cors from '@koa/cors';
import { testee } from '../../../../testee/testee.ts';
import { testeeSetUp } from '../koa/set-ups.ts';
import koa from '../koa/testee.ts';
import { versionsOf } from '../package-versions.ts';

await testee(
  {
    ...koa,
    version: versionsOf(import.meta.url, 'koa', '@koa/cors'),
    policies: testeeSetUp(cors),
  },
  Number(process.env.PORT),
);
