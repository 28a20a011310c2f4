/** The part of http-server that is used here; it brings no types of its own. */
declare module 'http-server' {
  import type { Server } from 'node:http';

  interface HttpServer {
    readonly server: Server;
    listen(port: number, host: string, callback: () => void): void;
    close(): void;
  }

  export function createServer(options: { root: string; cors: boolean }): HttpServer;
}
