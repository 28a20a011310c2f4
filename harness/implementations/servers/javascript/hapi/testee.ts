/** hapi with the CORS of its routes. */
import Boom from '@hapi/boom';
import Hapi, { type Lifecycle, type RouteDefMethods, type RouteOptionsCors } from '@hapi/hapi';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

const handler: Lifecycle.Method = ({ raw: { req } }, toolkit) => {
  const { status, headers, body } = answer(req.url ?? '/', req.headers['if-none-match']);
  if (status === 404) throw Boom.notFound();
  if (status === 500) throw new Error(body);
  const response = toolkit.response(body).code(status);
  for (const [name, value] of headers) response.header(name, value, { append: true });
  return response;
};
const route = { path: '/{path*}', handler };
const noWildcard = 'its headers are a list, without a wildcard';

export default {
  name: '@hapi/hapi',
  version: versionsOf(import.meta.url, '@hapi/hapi'),
  ownPolicies: [wildcardWithCredentials],
  skipped: { 'open-wildcards': noWildcard, 'credentialed-wildcards': noWildcard },
  policies: async (policy) => {
    const { credentials, methods, headers, exposed: exposedHeaders, maxAge } = settingsOf(policy);
    // The default port is not written, so it takes an origin of its own.
    const withoutPort = policy.id === 'any-port' ? ['http://localhost'] : [];
    const origin = [...(policy.allowOrigins ?? []), ...withoutPort];
    const cors: RouteOptionsCors = { origin, credentials, headers, exposedHeaders };
    if (maxAge !== undefined) cors.maxAge = maxAge;
    const server = Hapi.server({ debug: false, routes: { payload: { parse: false } } });
    // It grants those methods for which there is a route that has CORS.
    const method = ['GET', 'POST', ...methods] as RouteDefMethods[];
    server.route({ ...route, method, options: { cors: origin.length > 0 && cors } });
    server.route({ ...route, method: '*' });
    await server.initialize();
    return (request, response) => void server.listener.emit('request', request, response);
  },
} satisfies TesteeOptions;
