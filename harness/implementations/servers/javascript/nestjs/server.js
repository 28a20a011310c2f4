/** NestJS on Express, with enableCors. */
import 'reflect-metadata';
import { All, Controller, Module, NotFoundException, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { answer } from '../../../../testee/application.ts';
import { testee } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

class AppController {
  answer(request, response) {
    const { status, headers, body } = answer(request.originalUrl, request.get('If-None-Match'));
    if (status === 404) throw new NotFoundException();
    if (status === 500) throw new Error(body);
    for (const [name, value] of headers) response.append(name, value);
    response.status(status).send(body);
  }
}

class AppModule {}

// Plain JavaScript has no decorators yet: these stand for @All(), @Req() and so on.
const { prototype } = AppController;
All('{*path}')(prototype, 'answer', Object.getOwnPropertyDescriptor(prototype, 'answer'));
Req()(prototype, 'answer', 0);
Res()(prototype, 'answer', 1);
Controller()(AppController);
Module({ controllers: [AppController] })(AppModule);

await testee(
  {
    name: 'NestJS: enableCors',
    version: versionsOf(import.meta.url, '@nestjs/core', 'cors'),
    ownPolicies: [wildcardWithCredentials],
    policies: async (policy) => {
      const { origins, echoesMethods, echoesHeaders, ...settings } = settingsOf(policy);
      const options = {
        origin: origins.length > 1 ? origins : (origins[0] ?? false),
        credentials: settings.credentials,
        methods: settings.methods,
        ...(echoesHeaders ? {} : { allowedHeaders: settings.headers }),
        exposedHeaders: settings.exposed,
        maxAge: settings.maxAge,
      };
      const withRequestedMethod = ({ headers }, callback) =>
        callback(null, { ...options, methods: headers['access-control-request-method'] ?? [] });
      const app = await NestFactory.create(AppModule, { logger: false });
      app.enableCors(echoesMethods ? withRequestedMethod : options);
      await app.init();
      return app.getHttpAdapter().getInstance();
    },
  },
  Number(process.env.PORT),
);
