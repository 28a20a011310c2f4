/** express with its middleware cors. */
import cors from 'cors';
import express from 'express';
import { answer } from '../../../../testee/application.ts';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'express + cors',
  version: versionsOf(import.meta.url, 'express', 'cors'),
  policies: (policy) => {
    const settings = settingsOf(policy);
    const { origins } = settings;
    const options: cors.CorsOptions = {
      origin: origins.length > 1 ? origins : (origins[0] ?? false),
      credentials: settings.credentials,
      methods: settings.methods,
      allowedHeaders: settings.echoesHeaders ? undefined : settings.headers,
      exposedHeaders: settings.exposed,
      maxAge: settings.maxAge,
    };
    const echoing: cors.CorsOptionsDelegate = ({ headers }, callback) =>
      callback(null, { ...options, methods: headers['access-control-request-method'] ?? [] });
    const app = express().set('env', 'test'); // In which it prints no stack traces.
    app.use(cors(settings.echoesMethods ? echoing : options));
    app.all('/{*path}', (request, response, next) => {
      const { status, headers, body } = answer(request.originalUrl, request.get('If-None-Match'));
      if (status === 404) return next();
      if (status === 500) throw new Error(body);
      for (const [name, value] of headers) response.append(name, value);
      response.status(status).send(body);
    });
    return app;
  },
} satisfies TesteeOptions;
