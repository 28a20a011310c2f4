/** The set-up of Hono with its own CORS middleware, for any version of it. */
import { getRequestListener } from '@hono/node-server';
import { answer } from '../../../../testee/application.ts';
import type { SetUp } from '../../../../testee/testee.ts';
import { settingsOf } from '../settings.ts';

/** What a version exports. */
export interface Version {
  readonly Hono: typeof import('hono').Hono;
  readonly cors: typeof import('hono/cors').cors;
}

export function setUpWith({ Hono, cors }: Version): SetUp {
  return (policy) => {
    const { isPublic, allows, methods, maxAge, ...settings } = settingsOf(policy);
    const app = new Hono();
    app.use(
      cors({
        origin: isPublic ? '*' : (origin) => (allows(origin) ? origin : null),
        credentials: settings.credentials,
        allowMethods: (_origin, c) =>
          settings.echoesMethods ? [c.req.header('Access-Control-Request-Method') ?? ''] : methods,
        allowHeaders: settings.echoesHeaders ? [] : settings.headers,
        exposeHeaders: settings.exposed,
        ...(maxAge === undefined ? {} : { maxAge }),
      }),
    );
    app.all('*', (c) => {
      const { pathname, search } = new URL(c.req.url);
      const { status, headers, body } = answer(pathname + search, c.req.header('If-None-Match'));
      if (status === 404) return c.notFound();
      if (status === 500) throw new Error(body);
      for (const [name, value] of headers) c.header(name, value, { append: true });
      return c.body((body || null) as string, status as 200);
    });
    app.onError((_error, c) => c.text('Internal Server Error', 500)); // As without, but silent.
    return getRequestListener(app.fetch);
  };
}
