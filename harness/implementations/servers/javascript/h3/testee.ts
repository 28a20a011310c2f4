/** h3 with its handleCors. */
import type { RequestListener } from 'node:http';
import { H3, HTTPError, handleCors } from 'h3';
import { toNodeHandler } from 'h3/node';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'h3',
  version: versionsOf(import.meta.url, 'h3'),
  ownPolicies: [wildcardWithCredentials], // h3 warns of it on the console.
  policies: (policy) => {
    const { isPublic, origins, credentials, maxAge, ...settings } = settingsOf(policy);
    const wildcardOr = (list: string[]) => (list.includes('*') ? '*' : list);
    const app = new H3({ silent: true });
    app.use((event) => {
      const answered = handleCors(event, {
        origin: isPublic ? '*' : origins,
        credentials,
        methods: wildcardOr(settings.methods),
        allowHeaders: wildcardOr(settings.headers),
        exposeHeaders: wildcardOr(settings.exposed),
        maxAge: maxAge === undefined ? false : String(maxAge),
      });
      return answered === false ? undefined : answered;
    });
    app.all('/**', ({ url, req, res }) => {
      const ifNoneMatch = req.headers.get('If-None-Match') ?? undefined;
      const { status, headers, body } = answer(url.pathname + url.search, ifNoneMatch);
      if (status === 404) throw new HTTPError({ status });
      if (status === 500) throw new Error(body);
      res.status = status;
      for (const [name, value] of headers) res.headers.append(name, value);
      return body;
    });
    return toNodeHandler(app) as RequestListener;
  },
} satisfies TesteeOptions;
