/** Hono in a version that CVE-2026-54290 is about, set up like the current one. */
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { testee } from '../../../../testee/testee.ts';
import { setUpWith } from '../hono/set-up.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';

await testee(
  {
    name: 'hono',
    version: versionsOf(import.meta.url, 'hono'),
    policies: setUpWith({ Hono, cors }),
    ownPolicies: [wildcardWithCredentials],
  },
  Number(process.env.PORT),
);
