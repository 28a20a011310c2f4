/** Fastify with its plugin @fastify/cors. */
import cors from '@fastify/cors';
import fastify from 'fastify';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'fastify + @fastify/cors',
  version: versionsOf(import.meta.url, 'fastify', '@fastify/cors'),
  ownPolicies: [wildcardWithCredentials],
  policies: async (policy) => {
    const { origins, maxAge, ...settings } = settingsOf(policy);
    const options: cors.FastifyCorsOptions = {
      origin: origins.length > 1 ? origins : (origins[0] ?? false),
      credentials: settings.credentials,
      methods: settings.methods,
      ...(settings.echoesHeaders ? {} : { allowedHeaders: settings.headers }),
      ...(policy.exposeHeaders && { exposedHeaders: settings.exposed }),
      ...(maxAge === undefined ? {} : { maxAge }),
    };
    const delegator: cors.FastifyCorsOptionsDelegateCallback = ({ headers }, callback) =>
      callback(null, { ...options, methods: headers['access-control-request-method'] as string });
    const app = fastify();
    await app.register(cors, settings.echoesMethods ? { delegator } : options);
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.all('/:policy/*', async (request, reply) => {
      const { status, headers, body } = answer(request.url, request.headers['if-none-match']);
      if (status === 404) return reply.callNotFound();
      if (status === 500) throw new Error(body);
      for (const [name, value] of headers) {
        reply.header(name, [reply.getHeader(name) ?? [], value].flat().join(', '));
      }
      return reply.code(status).send(body);
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
} satisfies TesteeOptions;
