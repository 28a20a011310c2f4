/** tinyhttp with its middleware @tinyhttp/cors. */
import type { RequestListener } from 'node:http';
import { App } from '@tinyhttp/app';
import { cors } from '@tinyhttp/cors';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: '@tinyhttp/cors',
  version: versionsOf(import.meta.url, '@tinyhttp/app', '@tinyhttp/cors'),
  ownPolicies: [wildcardWithCredentials],
  skipped: {
    'credentialed-wildcards': 'its lists are fixed, and with credentials * grants nothing',
  },
  policies: (policy) => {
    const { origins, credentials, maxAge, ...settings } = settingsOf(policy);
    const [origin = false] = origins;
    const app = new App();
    app.use(
      cors({
        origin: origins.length > 1 ? origins.map(String) : origin,
        credentials,
        methods: settings.methods,
        allowedHeaders: settings.headers,
        exposedHeaders: settings.exposed,
        ...(maxAge === undefined ? {} : { maxAge }),
      }),
    );
    app.all('*', (request, response, next) => {
      const { originalUrl, headers: sent } = request;
      const { status, headers, body } = answer(originalUrl, sent['if-none-match']);
      if (status === 404) return next();
      if (status === 500) return next({ code: status }); // An Error would be printed as well.
      for (const [name, value] of headers) response.append(name, value);
      response.status(status).send(body);
    });
    return app.attach as RequestListener;
  },
} satisfies TesteeOptions;
