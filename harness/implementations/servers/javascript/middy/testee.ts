/** Middy, for functions on AWS Lambda, with its http-cors. 6 is the last version for Node.js 20. */
import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpErrorHandler from '@middy/http-error-handler';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';
import { type Event, listenerFor, type Result } from './gateway.ts';

export default {
  name: '@middy/http-cors',
  version: versionsOf(import.meta.url, '@middy/http-cors'),
  ownPolicies: [wildcardWithCredentials],
  skipped: {
    subdomains: 'its * stands for one label, not for several',
    'credentialed-wildcards': 'its lists are fixed text, and with credentials * grants nothing',
  },
  policies: (policy) => {
    const { credentials, maxAge, ...settings } = settingsOf(policy);
    // The default port is not written, so it takes an origin of its own.
    const withoutPort = policy.id === 'any-port' ? ['http://localhost'] : [];
    const origins = [...(policy.allowOrigins ?? []), ...withoutPort];
    const [origin] = origins;
    const handler = middy<Event, Result>()
      .use(
        httpCors({
          disableBeforePreflightResponse: false,
          ...(origins.length > 1 ? { origins } : origin === undefined ? {} : { origin }),
          credentials,
          methods: settings.methods.join(', '),
          headers: settings.headers.join(', '),
          exposeHeaders: settings.exposed.join(', '),
          ...(maxAge === undefined ? {} : { maxAge }),
        }),
      )
      .use(httpErrorHandler({ logger: false }))
      .handler(async ({ rawPath, rawQueryString, headers }: Event): Promise<Result> => {
        const { status, ...rest } = answer(
          `${rawPath}?${rawQueryString}`,
          headers['if-none-match'],
        );
        if (status === 500) throw new Error(rest.body);
        return { statusCode: status, headers: Object.fromEntries(rest.headers), body: rest.body };
      });
    return listenerFor((event) => handler(event, {} as never));
  },
} satisfies TesteeOptions;
