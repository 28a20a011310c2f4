/** The server of the README's samples: Node.js alone, under the README's policy. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

const origins = [
  /^https:\/\/app\.example$/,
  /^https:\/\/(?:[a-z\d-]+\.)+example\.org$/,
  /^http:\/\/localhost(?::\d+)?$/,
  /^null$/,
];

/** @param forgetsVary whether it names Origin in Vary only where it allows the origin, which is wrong */
export function plainServer(forgetsVary: boolean): Server {
  return createServer((request, response) => {
    const { origin = '' } = request.headers;
    const isAllowed = origins.some((pattern) => pattern.test(origin));
    if (isAllowed || !forgetsVary) response.setHeader('Vary', 'Origin');
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    if (isPreflight(request)) {
      if (isAllowed) {
        response.setHeader('Access-Control-Allow-Methods', 'PUT, patch');
        response.setHeader('Access-Control-Allow-Headers', 'X-Token, Authorization');
        response.setHeader('Access-Control-Max-Age', '600');
      }
      response.writeHead(204).end();
      return;
    }
    if (isAllowed) response.setHeader('Access-Control-Expose-Headers', 'ETag');
    response.setHeader('ETag', '"1"');
    response.setHeader('Content-Type', 'application/json');
    response.end(request.method === 'HEAD' ? undefined : '[]\n');
  });
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
