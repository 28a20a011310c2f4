/** The set-ups of Koa with its middleware @koa/cors. */
import cors from '@koa/cors';
import Koa, { type Context } from 'koa';
import { answer } from '../../../../testee/application.ts';
import type { SetUp } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { type SetUps, sayable } from '../set-ups.ts';
import { type Settings, settingsOf } from '../settings.ts';

export type Cors = typeof cors;

/** How the application answers what is not a success. */
type Failing = 'only 500 throws' | 'every error throws';

/** What @koa/cors is given, or null where it cannot say the policy so. */
type OptionsOf = (settings: Settings) => cors.Options | undefined | null;

/** @param middleware @koa/cors itself, or a mutant of it */
export function setUps(middleware: Cors = cors): SetUps {
  return Object.fromEntries(
    Object.entries(optionsBySetUp).map(([name, [failing, optionsOf]]) => [
      name,
      (policy) => {
        const options = optionsOf(settingsOf(policy));
        return options === null ? null : behind(middleware(options), failing);
      },
    ]),
  );
}

/** What a testee has: lists, and no origin at all where everyone is allowed and credentials are on,
 *  which is the set-up of CVE-2023-49803. */
export function testeeSetUp(middleware: Cors = cors): SetUp {
  const named = setUps(middleware);
  return (policy) => {
    const isDefault = policy.id === wildcardWithCredentials.id;
    return sayable(named, isDefault ? 'credentials-only' : 'lists')(policy);
  };
}

const optionsBySetUp: Readonly<Record<string, readonly [Failing, OptionsOf]>> = {
  lists: ['only 500 throws', (settings) => ({ ...listsOf(settings), origin: originFor(settings) })],

  /** Comma-separated texts. */
  strings: [
    'every error throws',
    ({ origins: [origin = '', ...others], maxAge, ...settings }) => {
      if (others.length > 0 || typeof origin !== 'string' || origin === '') return null;
      return {
        ...(origin === '*' ? {} : { origin }),
        credentials: settings.credentials,
        allowMethods: settings.methods.join(','),
        allowHeaders: settings.headers.join(','),
        exposeHeaders: settings.exposed.join(','),
        ...(maxAge === undefined ? {} : { maxAge: String(maxAge) }),
      };
    },
  ],

  /** Functions that answer later, and an application that throws errors with headers. */
  functions: [
    'every error throws',
    (settings) => ({
      ...listsOf(settings),
      origin: async (ctx) => originFor(settings)(ctx),
      credentials: async () => settings.credentials,
      keepHeadersOnError: true,
    }),
  ],

  /** Errors leave without the headers that were set before. */
  'bare-errors': [
    'every error throws',
    (settings) => ({
      ...listsOf(settings),
      origin: originFor(settings),
      keepHeadersOnError: false,
    }),
  ],

  /** The options for pages that are isolated, and for private networks. */
  isolating: [
    'only 500 throws',
    (settings) => ({
      ...listsOf(settings),
      origin: originFor(settings),
      secureContext: true,
      privateNetworkAccess: true,
    }),
  ],

  /** Every origin is sent back to itself, and errors to a page of any. */
  reflecting: [
    'every error throws',
    (settings) =>
      settings.isPublic
        ? { ...listsOf(settings), origin: (ctx) => ctx.get('Origin') || '*' }
        : null,
  ],

  /** Every origin with credentials: no policy means that, and the suite says so. */
  'credentials-only': [
    'only 500 throws',
    (settings) => (settings.isPublic ? { ...listsOf(settings), credentials: true } : null),
  ],

  /** No options at all: every origin, the usual methods, and every header. */
  defaults: [
    'only 500 throws',
    (settings) => (settings.isPublic && settings.methods.includes('*') ? undefined : null),
  ],
};

function originFor({ isPublic, allows }: Settings): (ctx: Context) => string {
  return (ctx) => (isPublic ? '*' : allows(ctx.get('Origin')) ? ctx.get('Origin') : '');
}

function listsOf({ maxAge, ...settings }: Settings): cors.Options {
  return {
    credentials: settings.credentials,
    allowMethods: settings.methods,
    allowHeaders: settings.headers,
    exposeHeaders: settings.exposed,
    ...(maxAge === undefined ? {} : { maxAge }),
  };
}

/** The application of a testee, behind its CORS. */
function behind(middleware: ReturnType<Cors>, failing: Failing) {
  const app = new Koa();
  app.silent = true;
  app.use(middleware);
  app.use((ctx) => {
    const { status, headers, body } = answer(ctx.originalUrl, ctx.get('If-None-Match'));
    if (failing === 'every error throws') {
      // A language that it does not speak is an error too.
      const isVarying = headers.some(([name]) => name === 'Vary');
      const error = isVarying ? 406 : status;
      if (error >= 400) ctx.throw(error, body, { headers: Object.fromEntries(headers) });
    }
    if (status === 404) return;
    if (status === 500) throw new Error(body);
    for (const [name, value] of headers) ctx.append(name, value);
    ctx.status = status;
    ctx.body = body;
  });
  return app.callback();
}
