/** Koa with @koa/cors in a version that CVE-2023-49803 is about, set up like the current one. */
import cors from '@koa/cors';
import { testee } from '../../../../testee/testee.ts';
import { setUps } from '../koa/set-ups.ts';
import koa from '../koa/testee.ts';
import { versionsOf } from '../package-versions.ts';
import { sayable } from '../set-ups.ts';

await testee(
  {
    ...koa,
    version: versionsOf(import.meta.url, 'koa', '@koa/cors'),
    policies: sayable(setUps(cors), 'lists'),
  },
  Number(process.env.PORT),
);
