/** An exchange as JSON for programs. */
import type { Exchange, NetworkRequest } from '../../reference/index.ts';
import { messageOf } from './message-of.ts';

export function exchangeJSON({ request, response, cause }: Exchange) {
  return {
    request: {
      method: request.method,
      url: request.url.href,
      headers: request.headers,
      body: bodyText(request.body),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            statusMessage: response.statusMessage ?? '',
            headers: response.headers,
            bodyLength: response.body?.length ?? 0,
          },
    cause: response === null ? messageOf(cause) : null,
  };
}

function bodyText(body: NetworkRequest['body']): string | null {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
}
