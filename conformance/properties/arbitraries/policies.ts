/** Policies: what servers mean to share. */
import fc from 'fast-check';
import type { Policy } from '../../servers/policy.ts';
import { unsafeName } from './header-names.ts';
import { caseSensitiveMethod } from './methods.ts';
import { webOrigin } from './origins.ts';

const originPattern = fc.oneof(
  { weight: 5, arbitrary: webOrigin },
  { weight: 1, arbitrary: fc.constantFrom('https://*.example.org', 'http://localhost:*', 'null') },
);

const allowOrigins = fc.oneof(
  { weight: 1, arbitrary: fc.constant(['*']) },
  { weight: 4, arbitrary: fc.uniqueArray(originPattern, { minLength: 1, maxLength: 4 }) },
);

const allowMethods = fc.oneof(
  { weight: 1, arbitrary: fc.constant(['*']) },
  {
    weight: 3,
    arbitrary: fc.uniqueArray(
      fc.oneof(
        fc.constantFrom('PUT', 'DELETE'),
        caseSensitiveMethod.filter((method) => method !== '*'),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
);

const names = fc.uniqueArray(
  unsafeName.filter((name) => name !== '*'),
  { minLength: 1, maxLength: 3, selector: (name) => name.toLowerCase() },
);

/** Policies with or without each member. What a policy omits is not allowed. */
export const policy: fc.Arbitrary<Policy> = fc.record(
  {
    id: fc.constant('generated'),
    allowOrigins,
    allowCredentials: fc.boolean(),
    allowMethods,
    allowHeaders: fc.oneof(
      { weight: 1, arbitrary: fc.constant(['*']) },
      { weight: 3, arbitrary: names },
    ),
    exposeHeaders: names,
    maxAge: fc.constantFrom(0, 5, 600, 7200),
  },
  { requiredKeys: ['id'] },
);
