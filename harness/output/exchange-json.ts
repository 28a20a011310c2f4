/** An exchange as JSON for programs. */
import type { Exchange, NetworkRequest, NetworkResponse } from '../../reference/index.ts';
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
            bodyLength: bodyLengthOf(response),
          },
    cause: response === null ? messageOf(cause) : null,
  };
}

/** In bytes. A network that keeps only the beginning of a body says how long the whole was. */
function bodyLengthOf(response: NetworkResponse & { readonly bodyLength?: number }): number {
  return response.bodyLength ?? response.body?.length ?? 0;
}

function bodyText(body: NetworkRequest['body']): string | null {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
}
