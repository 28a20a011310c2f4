/** Hono on Node, with its own CORS middleware. */
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { setUpWith } from './set-up.ts';

export default {
  name: 'hono',
  version: versionsOf(import.meta.url, 'hono'),
  ownPolicies: [wildcardWithCredentials],
  policies: setUpWith({ Hono, cors }),
} satisfies TesteeOptions;
