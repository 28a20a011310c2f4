/** What stands before a function on AWS Lambda: it turns requests into events, and results into responses. */
import type { IncomingMessage, RequestListener } from 'node:http';

/** What the middleware and the application use of an event of API Gateway, version 2.0. */
export interface Event {
  readonly version: '2.0';
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string | undefined } };
}

export interface Result {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function listenerFor(handler: (event: Event) => Promise<Result>): RequestListener {
  return async (request, response) => {
    const { statusCode, headers, body } = await handler(eventOf(request));
    response.writeHead(statusCode, headers).end(body);
  };
}

function eventOf({ method, url = '/', headers }: IncomingMessage): Event {
  const [rawPath = '', rawQueryString = ''] = url.split('?');
  const joined = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(joined),
    requestContext: { http: { method } },
  };
}
