/** itty-router on Node, with its own cors. */
import type { RequestListener } from 'node:http';
import { createServerAdapter } from '@whatwg-node/server';
import { AutoRouter, cors } from 'itty-router';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'itty-router',
  version: versionsOf(import.meta.url, 'itty-router'),
  ownPolicies: [wildcardWithCredentials],
  skipped: {
    'credentialed-wildcards': 'allowMethods is fixed, and with credentials * grants no method',
  },
  policies: (policy) => {
    const { origins, credentials, maxAge, ...settings } = settingsOf(policy);
    const [origin = false] = origins;
    const { preflight, corsify } = cors({
      origin: origins.length > 1 ? origins.map(String) : origin,
      ...(credentials ? { credentials } : {}),
      allowMethods: settings.methods,
      allowHeaders: settings.headers,
      exposeHeaders: settings.exposed,
      ...(maxAge === undefined ? {} : { maxAge }),
    });
    const router = AutoRouter({ before: [preflight], finally: [corsify] });
    router.all('*', (request: Request) => {
      const { pathname, search } = new URL(request.url);
      const ifNoneMatch = request.headers.get('If-None-Match') ?? undefined;
      const { status, headers, body } = answer(pathname + search, ifNoneMatch);
      if (status === 404) return undefined; // As for a path that no route matches.
      if (status === 500) throw new Error(body);
      return new Response(body || null, { status, headers: headers.map(([...line]) => line) });
    });
    return createServerAdapter(router.fetch) as RequestListener;
  },
} satisfies TesteeOptions;
