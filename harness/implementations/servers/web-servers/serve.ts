/** Web servers as testees: each a proxy, configured for the standard policies, before one application. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../../../conformance/servers/index.ts';
import { application } from '../../../testee/testee.ts';
import type { Command } from '../implementations.ts';

export interface WebServer {
  readonly name: string;
  /** Prints the version. */
  readonly version: Command;
  /** By policy id: why it is left out. */
  readonly skipped?: Readonly<Record<string, string>>;
  /** Runs the server in the foreground. */
  readonly start: (configurationFile: string, folder: string) => Command;
  readonly configuration: (surroundings: Surroundings) => string;
}

export interface Surroundings {
  /** Each has to be served below `/<id>/`. */
  readonly policies: readonly Policy[];
  /** Where to listen on 127.0.0.1. */
  readonly port: number;
  /** Host and port of the application, which answers every path. */
  readonly upstream: string;
  /** For whatever the server has to write. */
  readonly folder: string;
}

/** Runs a web server on the port that PORT names, until this process is killed. */
export function serve({ name, version, skipped = {}, start, configuration }: WebServer): void {
  const all = JSON.parse(readFileSync(process.env.POLICIES ?? '', 'utf8')) as Policy[];
  const policies = all.filter(({ id }) => !(id in skipped));
  const manifest = JSON.stringify({
    name,
    version: versionIn(version),
    policies: Object.fromEntries(policies.map(({ id }) => [id, `/${id}`])),
    skipped,
  });
  const upstream = createServer((request, response) => {
    if (request.url !== '/.well-known/cors-conformance') return application(request, response);
    response.setHeader('Content-Type', 'application/json');
    response.end(manifest);
  });
  upstream.listen(0, '127.0.0.1', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
    const file = join(folder, 'configuration');
    const { port } = upstream.address() as AddressInfo;
    const surroundings = { policies, port: Number(process.env.PORT), folder };
    writeFileSync(file, configuration({ ...surroundings, upstream: `127.0.0.1:${port}` }));
    const [program = '', ...parameters] = start(file, folder);
    const child = spawn(program, parameters, { stdio: 'inherit' });
    process.once('SIGTERM', () => child.kill());
    process.once('SIGINT', () => child.kill());
    child.once('close', (code) => {
      rmSync(folder, { recursive: true });
      process.exit(code ?? 1);
    });
  });
}

/** The first number with dots that a program prints. */
function versionIn([program = '', ...parameters]: Command): string {
  const text = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', program, ...parameters], {
    encoding: 'utf8',
  });
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? 'unknown';
}
