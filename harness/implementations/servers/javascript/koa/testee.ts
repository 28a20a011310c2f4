/** Koa with its middleware @koa/cors. */
import cors from '@koa/cors';
import Koa from 'koa';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'koa + @koa/cors',
  version: versionsOf(import.meta.url, 'koa', '@koa/cors'),
  skipped: {
    'credentialed-wildcards': 'allowMethods is fixed, and with credentials * grants no method',
  },
  policies: (policy) => {
    const { isPublic, allows, maxAge, ...settings } = settingsOf(policy);
    const app = new Koa();
    app.silent = true;
    app.use(
      cors({
        origin: (ctx) => (isPublic ? '*' : allows(ctx.get('Origin')) ? ctx.get('Origin') : ''),
        credentials: settings.credentials,
        allowMethods: settings.methods,
        allowHeaders: settings.headers,
        exposeHeaders: settings.exposed,
        ...(maxAge === undefined ? {} : { maxAge }),
      }),
    );
    app.use((ctx) => {
      const { status, headers, body } = answer(ctx.originalUrl, ctx.get('If-None-Match'));
      if (status === 404) return;
      if (status === 500) throw new Error(body);
      for (const [name, value] of headers) ctx.append(name, value);
      ctx.status = status;
      ctx.body = body;
    });
    return app.callback();
  },
} satisfies TesteeOptions;
