/** Serves the built site below a path, as any static host does, until it is closed. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { builtFolder } from '../config.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export interface StaticServer {
  /** Of the first page, with a slash at its end. */
  readonly url: string;
  /** The paths that were requested and not found. */
  readonly missed: string[];
  /** Stops it, so that pages are offline. */
  close(): Promise<void>;
}

export async function serveSite(base = '/some/project/'): Promise<StaticServer> {
  const missed: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : null;
    try {
      if (path === null) throw new Error(`${pathname} is not below ${base}`);
      const file = normalize(path === '' ? 'index.html' : path);
      const body = await readFile(join(builtFolder, file));
      response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain');
      response.end(body);
    } catch {
      missed.push(pathname);
      response.statusCode = 404;
      response.end('not found');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    missed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
