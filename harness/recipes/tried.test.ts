/** The recipes in JavaScript work: each is tried in a server that has nothing else, and judged by what
 *  it fixes. */
import type { RequestListener } from 'node:http';
import fastifyCors from '@fastify/cors';
import { getRequestListener } from '@hono/node-server';
import koaCors from '@koa/cors';
import { expect } from 'chai';
import cors from 'cors';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';
import Koa from 'koa';
import { prepareRun } from '../server/prepared-run.ts';
import { results } from '../server/run.ts';
import { findTarget } from '../server/target.ts';
import { answer } from '../testee/application.ts';
import { testee } from '../testee/testee.ts';
import { type Setting, settings } from './recipes.ts';

/** A server with one recipe. */
const servers: Record<string, (code: string) => Promise<RequestListener>> = {
  express: async (code) => {
    const app = express();
    await evaluate(code, app, cors);
    return app.all('/{*path}', (request, response) => {
      const { status, headers, body } = answer(request.originalUrl, request.get('If-None-Match'));
      for (const [name, value] of headers) response.append(name, value);
      response.status(status).send(body);
    });
  },
  fastify: async (code) => {
    const app = fastify();
    await evaluate(code, app, fastifyCors);
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    // @fastify/cors has a route for /* of its own.
    app.all('/:policy/*', async (request, reply) => {
      const { status, headers, body } = answer(request.url, request.headers['if-none-match']);
      for (const [name, value] of headers) {
        reply.header(name, [reply.getHeader(name) ?? [], value].flat().join(', '));
      }
      return reply.code(status).send(body);
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  hono: async (code) => {
    const app = new Hono();
    await evaluate(code, app, honoCors);
    app.all('*', (c) => {
      const { pathname, search } = new URL(c.req.url);
      const { status, headers, body } = answer(pathname + search, c.req.header('If-None-Match'));
      for (const [name, value] of headers) c.header(name, value, { append: true });
      return c.body((body || null) as string, status as 200);
    });
    return getRequestListener(app.fetch);
  },
  koa: async (code) => {
    const app = new Koa();
    await evaluate(code, app, koaCors);
    app.use((ctx) => {
      const { status, headers, body } = answer(ctx.originalUrl, ctx.get('If-None-Match'));
      for (const [name, value] of headers) ctx.append(name, value);
      ctx.status = status;
      ctx.body = body;
    });
    return app.callback();
  },
};

describe('a server with one recipe', function () {
  this.timeout(30_000);
  for (const [name, serverWith] of Object.entries(servers)) {
    it(`in ${name} meets what the recipe fixes`, async () => {
      const tried = settings.filter(({ recipes }) => recipes[name]?.code !== undefined);
      const server = await testee({
        name,
        version: '1',
        ownPolicies: tried.map((setting) => ({ ...setting.policy, id: policyIdOf(setting) })),
        policies: Object.fromEntries(
          tried.map((setting) => [
            policyIdOf(setting),
            () => serverWith((setting.recipes[name]?.code ?? []).join('\n')),
          ]),
        ),
      });
      try {
        const { failures, passes } = await judged(server.url, name, tried);
        expect(failures).to.deep.equal([]);
        expect([...passes].sort()).to.deep.equal(tried.map(policyIdOf).sort());
      } finally {
        await server.close();
      }
    });
  }
});

/** Judges each setting by its requirements, except those that the server is known not to meet. */
async function judged(url: string, server: string, tried: readonly Setting[]) {
  const isFixed = new Set(
    tried.flatMap((setting) =>
      setting.requirements
        .filter((requirement) => setting.recipes[server]?.limits?.[requirement] === undefined)
        .map((requirement) => `${policyIdOf(setting)} ${requirement}`),
    ),
  );
  const target = await findTarget({ url: new URL(url), concurrency: 8, timeout: 5_000 });
  const run = prepareRun(target, { concurrency: 8, level: 'info' });
  const cases = run.cases.filter(({ place, requirement }) =>
    isFixed.has(`${place.policy.id} ${requirement}`),
  );
  const failures: string[] = [];
  const passes = new Set<string>();
  for await (const result of results({ ...run, cases })) {
    const { id, policy, requirement, verdict, message } = result;
    if (verdict === 'pass') passes.add(policy);
    // What a case finds can break another requirement than its own, which the recipe does not fix.
    else if (verdict === 'fail' && !isFixed.has(`${policy} ${requirement}`)) continue;
    else if (verdict !== 'skip') failures.push(`${id}: ${verdict}: ${message}`);
  }
  await target.network.close();
  return { failures, passes };
}

/** Not the id of a standard policy. */
function policyIdOf({ id }: Setting): string {
  return `recipe-${id}`;
}

async function evaluate(code: string, app: unknown, middleware: unknown): Promise<void> {
  const run = new Function('app', 'cors', `return (async () => { ${code} })()`);
  await run(app, middleware);
}
