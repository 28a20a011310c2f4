/** The set-ups of express with its middleware cors. */
import cors from 'cors';
import express from 'express';
import { answer } from '../../../../testee/application.ts';
import type { SetUps } from '../set-ups.ts';
import { type Settings, settingsOf } from '../settings.ts';

export type Cors = typeof cors;

/** What cors is given, or null where it cannot say the policy so. */
type OptionsOf = (
  settings: Settings,
) => cors.CorsOptions | cors.CorsOptionsDelegate | undefined | null;

/** @param middleware cors itself, or a mutant of it */
export function setUps(middleware: Cors = cors): SetUps {
  return Object.fromEntries(
    Object.entries(optionsBySetUp).map(([name, optionsOf]) => [
      name,
      (policy) => {
        const settings = settingsOf(policy);
        const options = optionsOf(settings);
        if (options === null) return null;
        const isObject = typeof options === 'object';
        if (settings.echoesMethods && !isObject) return null;
        return behind(
          middleware(settings.echoesMethods && isObject ? withRequestedMethod(options) : options),
          varyingEarly.includes(name) ? 'in front' : 'behind',
        );
      },
    ]),
  );
}

/** Those in which the application sets its own Vary in front of its CORS, as one that compresses does. */
const varyingEarly: readonly string[] = ['negotiating'];

const optionsBySetUp: Readonly<Record<string, OptionsOf>> = {
  lists: withOriginList,

  negotiating: withOriginList,

  /** Comma-separated texts, and the older name of allowedHeaders. */
  strings: ({ origins: [origin = '', ...others], maxAge, ...settings }) => {
    if (others.length > 0 || typeof origin !== 'string' || origin === '') return null;
    const headers: object =
      settings.headers.length > 0
        ? { headers: settings.headers.join(',') }
        : { allowedHeaders: [] };
    return {
      ...headers,
      origin,
      credentials: settings.credentials,
      methods: settings.methods.join(','),
      exposedHeaders: settings.exposed.join(','),
      maxAge: (maxAge === undefined ? '' : String(maxAge)) as unknown as number,
      optionsSuccessStatus: 200,
    };
  },

  /** A function that decides by the origin, and an application that answers OPTIONS. */
  'origin-function': ({ isPublic, allows, ...settings }) => {
    if (isPublic) return null;
    return {
      ...listsOf(settings),
      origin: (origin, callback) => callback(null, origin !== undefined && allows(origin)),
      preflightContinue: true,
    };
  },

  /** The function of cors's README, which makes an error of every other origin. */
  'refusing-function': ({ isPublic, allows, ...settings }) => {
    if (isPublic) return null;
    return {
      ...listsOf(settings),
      origin: (origin, callback) => {
        if (origin === undefined || allows(origin)) callback(null, true);
        else callback(new Error('Not allowed by CORS'));
      },
    };
  },

  /** A function that finds the list, as from a database. */
  'list-function': ({ isPublic, origins, ...settings }) => {
    if (isPublic) return null;
    return {
      ...listsOf(settings),
      origin: (_origin, callback) => callback(null, origins.length === 1 ? origins[0] : origins),
    };
  },

  /** Options that depend on the request; an error for those without a permitted origin. */
  'options-function': ({ isPublic, allows, ...settings }) => {
    if (isPublic) return null;
    return ({ headers: { origin } }, callback) => {
      if (origin === undefined) callback(null, { ...listsOf(settings), origin: false });
      else if (!allows(origin)) callback(new Error('Not allowed by CORS'));
      else callback(null, { ...listsOf(settings), origin: true });
    };
  },

  /** Every origin is sent back to itself. */
  reflecting: ({ isPublic, ...settings }) =>
    isPublic ? { ...listsOf(settings), origin: true } : null,

  /** No options at all: every origin, the usual methods, and every header. */
  defaults: (settings) => (settings.isPublic && settings.methods.includes('*') ? undefined : null),
};

function withOriginList(settings: Settings): cors.CorsOptions {
  const { origins } = settings;
  return { ...listsOf(settings), origin: origins.length > 1 ? origins : (origins[0] ?? false) };
}

function listsOf(settings: Omit<Settings, 'isPublic' | 'allows' | 'origins'>): cors.CorsOptions {
  return {
    credentials: settings.credentials,
    methods: settings.methods,
    allowedHeaders: settings.echoesHeaders ? undefined : settings.headers,
    exposedHeaders: settings.exposed,
    maxAge: settings.maxAge,
  };
}

function withRequestedMethod(options: cors.CorsOptions): cors.CorsOptionsDelegate {
  return ({ headers }, callback) =>
    callback(null, { ...options, methods: headers['access-control-request-method'] ?? [] });
}

/** The application of a testee with its CORS.
 *  @param vary where the application sets its own Vary: in front of its CORS, or behind it */
function behind(middleware: ReturnType<Cors>, vary: 'in front' | 'behind') {
  const app = express().set('env', 'test'); // In which it prints no stack traces.
  const isEarly = (name: string) => name === 'Vary' && vary === 'in front';
  app.use((request, response, next) => {
    for (const [name, value] of answer(request.originalUrl).headers) {
      if (isEarly(name)) response.append(name, value);
    }
    next();
  });
  app.use(middleware);
  app.all('/{*path}', (request, response, next) => {
    const { status, headers, body } = answer(request.originalUrl, request.get('If-None-Match'));
    if (status === 404) return next();
    if (status === 500) throw new Error(body);
    for (const [name, value] of headers) if (!isEarly(name)) response.append(name, value);
    response.status(status).send(body);
  });
  return app;
}
