/** Koa with its middleware @koa/cors. */
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { testeeSetUp } from './set-ups.ts';

export default {
  name: 'koa + @koa/cors',
  version: versionsOf(import.meta.url, 'koa', '@koa/cors'),
  ownPolicies: [wildcardWithCredentials],
  skipped: {
    'credentialed-wildcards': 'allowMethods is fixed, and with credentials * grants no method',
  },
  policies: testeeSetUp(),
} satisfies TesteeOptions;
