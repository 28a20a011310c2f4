/** Elysia on Node, with its plugin @elysiajs/cors. */
import type { RequestListener } from 'node:http';
import { cors } from '@elysiajs/cors';
import { node } from '@elysiajs/node';
import { Elysia, NotFoundError } from 'elysia';
import { toNodeHandler } from 'srvx/node';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'elysia + @elysiajs/cors',
  version: versionsOf(import.meta.url, 'elysia', '@elysiajs/cors'),
  ownPolicies: [wildcardWithCredentials],
  policies: (policy) => {
    const { origins, credentials, maxAge, ...settings } = settingsOf(policy);
    const app = new Elysia({ adapter: node() })
      .use(
        cors({
          origin: origins.length > 0 ? origins : false,
          credentials,
          methods: settings.echoesMethods ? true : settings.methods,
          allowedHeaders: settings.echoesHeaders ? true : settings.headers,
          exposeHeaders: settings.exposed,
          ...(maxAge === undefined ? {} : { maxAge }),
        }),
      )
      .all('/*', ({ request, set }) => {
        const { pathname, search } = new URL(request.url);
        const ifNoneMatch = request.headers.get('If-None-Match') ?? undefined;
        const { status, headers, body } = answer(pathname + search, ifNoneMatch);
        if (status === 404) throw new NotFoundError();
        if (status === 500) throw new Error(body);
        for (const [name, value] of headers) {
          const key = name.toLowerCase();
          set.headers[key] = [set.headers[key] ?? [], value].flat().join(', ');
        }
        set.status = status;
        return body;
      });
    // As its listen() does, which takes a port of its own.
    return toNodeHandler(app.fetch) as RequestListener;
  },
} satisfies TesteeOptions;
