/** express with its middleware cors. */
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { sayable } from '../set-ups.ts';
import { setUps } from './set-ups.ts';

export default {
  name: 'express + cors',
  version: versionsOf(import.meta.url, 'express', 'cors'),
  ownPolicies: [wildcardWithCredentials],
  policies: sayable(setUps(), 'lists'),
} satisfies TesteeOptions;
