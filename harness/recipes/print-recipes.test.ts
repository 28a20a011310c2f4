import { expect } from 'chai';
import { recipesCommand } from '../commands/recipes.ts';
import { InputError } from '../output/input-error.ts';
import { noColours } from '../output/terminal.ts';
import { recipesReport } from './print-recipes.ts';
import { causesOf, servers, settings } from './recipes.ts';

const text = (cause?: string, server?: string) =>
  recipesReport(cause, { report: 'text', ...(server && { server }) }, noColours);
const json = (cause?: string, server?: string) =>
  JSON.parse(recipesReport(cause, { report: 'json', ...(server && { server }) }, noColours));

describe('the report of recipes', () => {
  it('has the recipe of one server', () => {
    expect(text('allow-credentials-not-true', 'rails')).to.equal(
      `Allow credentials.
  fixes allow-credentials-not-true, credentials-granted, grammar-allow-credentials

Rails (rack-cors)  as judged in ruby/rack-cors
    origins 'https://app.example'
    resource '*', methods: %i[get head post], credentials: true
  This belongs in the allow block of Rack::Cors that the recipe for preflight-status-not-ok shows.
`,
    );
  });

  it('has those of all servers', () => {
    for (const { name } of servers) expect(text('method-not-allowed')).to.include(`\n${name}  as`);
  });

  it('has all those of a server', () => {
    const report = text(undefined, 'caddy');
    for (const { title } of settings) expect(report).to.include(title);
    expect(report.match(/^Caddy {2}/gm)).to.have.length(settings.length);
  });

  it('has the causes, and no recipes, if it is asked for nothing', () => {
    for (const cause of settings.flatMap(causesOf)) expect(text()).to.include(cause);
    expect(text()).not.to.include('as judged');
  });

  it('knows a requirement from a reason', () => {
    expect(text('listed-method-granted', 'flask')).not.to.include('CORS(');
    expect(text('method-not-allowed', 'flask')).to.include('CORS(');
  });

  it('has the same in JSON', () => {
    expect(json('vary-origin', 'nginx').settings).to.deep.equal([
      {
        setting: 'vary',
        title: 'Send Vary: Origin with every response, and keep what Vary already says.',
        causes: ['vary-origin', 'vary-kept'],
        recipes: [
          {
            server: 'nginx',
            name: 'nginx',
            code: 'add_header Vary Origin always;',
            language: 'nginx',
            note: 'A map belongs in http { }, and everything else in the location. A location that has an add_header of its own inherits none. The Vary of the backend is kept.',
            implementation: 'web-servers/nginx-careful',
          },
        ],
      },
    ]);
    expect(json().settings).to.have.length(settings.length);
  });

  it('is explained by a help that names every server', () => {
    let help = '';
    const command = recipesCommand().configureOutput({
      writeOut: (part) => {
        help += part;
      },
    });
    command.outputHelp();
    for (const { id } of servers)
      expect(help).to.match(new RegExp(`[ ,]${id}[ ,.]|^${id}[ ,]`, 'm'));
  });

  const mistakes: [title: string, cause: string, server: string | undefined, message: string][] = [
    [
      'cause',
      'allow-orign-missing',
      undefined,
      'no recipe for "allow-orign-missing": run cors-conformance recipes to list the causes that have recipes',
    ],
    [
      'server',
      'vary-origin',
      'iis',
      'unknown server "iis": write one of express, fastify, hono, koa, nestjs, spring, fastapi, django, flask, rails, go, gin, axum, nginx, apache, caddy, haproxy',
    ],
  ];
  for (const [title, cause, server, message] of mistakes) {
    it(`refuses an unknown ${title}`, () => {
      expect(() => text(cause, server)).to.throw(InputError, message);
    });
  }
});
