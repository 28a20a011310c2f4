/** An exchange as data for reports. */
import type { Exchange, Header, NetworkRequest, NetworkResponse } from '../../reference/index.ts';
import { messageOf } from './message-of.ts';

export interface ReportedExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    /** As text; null if there is none, or if it is a stream. */
    readonly body: string | null;
  };
  /** Null if none came. */
  readonly response: {
    readonly status: number;
    readonly statusMessage: string;
    readonly headers: readonly Header[];
    /** In bytes. */
    readonly bodyLength: number;
    /** How the body of an error begins, if it is text: it may say why. Null otherwise. */
    readonly bodyStart: string | null;
  } | null;
  /** Why there is no response; null if there is one. */
  readonly cause: string | null;
}

/** A network that keeps only the beginning of a body says how long the whole was. */
type Response = NetworkResponse & { readonly bodyLength?: number };

export function exchangeJSON({ request, response, cause }: Exchange): ReportedExchange {
  return {
    request: {
      method: request.method,
      url: request.url.href,
      headers: request.headers,
      body: bodyText(request.body),
    },
    response: response === null ? null : responseJSON(response),
    cause: response === null ? messageOf(cause) : null,
  };
}

function responseJSON(response: Response): ReportedExchange['response'] {
  return {
    status: response.status,
    statusMessage: response.statusMessage ?? '',
    headers: response.headers,
    bodyLength: response.bodyLength ?? response.body?.length ?? 0,
    bodyStart: bodyStart(response),
  };
}

const longestStart = 200;

/** Pages in HTML say too little in their first characters. */
function bodyStart({ status, headers, body }: Response): string | null {
  if (status < 400 || !(body instanceof Uint8Array) || body.length === 0) return null;
  const type = headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const coding = headers.some(([name]) => name.toLowerCase() === 'content-encoding');
  if (coding || !/^(?:text\/plain|application\/(?:[\w.+-]+\+)?json)?(?:;|$)/i.test(type.trim())) {
    return null;
  }
  const text = new TextDecoder().decode(body).trim();
  if (text === '' || text.includes('\uFFFD') || text.includes('\0')) return null;
  return text.length > longestStart ? `${text.slice(0, longestStart)}…` : text;
}

function bodyText(body: NetworkRequest['body']): string | null {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
}
