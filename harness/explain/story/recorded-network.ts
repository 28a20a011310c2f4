/** A network that sends nothing: it looks responses up in a recording. */
import {
  getHeader,
  type Header,
  isCorsPreflightRequest,
  type Network,
  type NetworkRequest,
  type NetworkResponse,
} from '../../../reference/index.ts';
import { NotSeen } from './not-seen.ts';

/** What came back from a preflight or from a request; the first that fits is taken. */
export interface RecordedExchange {
  readonly of: 'preflight' | 'request';
  /** Left out if there is only one. */
  readonly url?: string;
  /** Null if the recording has no response. */
  readonly response: RecordedResponse | null;
  /** Why not: a clause for people, without a full stop. */
  readonly trouble?: string;
}

export interface RecordedResponse {
  readonly status: number;
  readonly statusMessage?: string;
  readonly headers: readonly Header[];
  readonly bodyLength?: number;
}

export function recordedNetwork(recorded: readonly RecordedExchange[]): Network {
  const unused = [...recorded];
  return async (request) => {
    const of = isCorsPreflightRequest(request) ? 'preflight' : 'request';
    const index = unused.findIndex((exchange) => fits(exchange, of, request));
    const [found] = index === -1 ? [] : unused.splice(index, 1);
    if (found?.response) return responseOf(found.response);
    // The browser would not have sent the request without a grant.
    const isGranted =
      of === 'preflight' &&
      unused.some((exchange) => fits(exchange, 'request', request) && exchange.response !== null);
    const message = found?.trouble ?? `the recording has no response to the ${of}`;
    if (isGranted) {
      const conclusion = `${message}, but the request was sent, so a preflight has allowed it`;
      throw new NotSeen('not-recorded', conclusion, grantFor(request));
    }
    throw found === undefined ? new NotSeen('not-recorded', message) : new Error(message);
  };
}

function fits(
  { of, url }: RecordedExchange,
  wanted: RecordedExchange['of'],
  request: NetworkRequest,
): boolean {
  return (
    of === wanted && (url === undefined || withoutFragment(url) === withoutFragment(request.url))
  );
}

function withoutFragment(url: string | URL): string {
  if (!URL.canParse(url)) return String(url);
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}

function responseOf({ headers, bodyLength = 0, ...response }: RecordedResponse) {
  return { ...response, headers: [...headers], body: new Uint8Array(), bodyLength };
}

/** A response that allows all that a preflight asks for. */
function grantFor({ headers }: NetworkRequest): NetworkResponse {
  const asked = (name: string) => getHeader(headers, name) ?? '';
  return {
    status: 204,
    headers: [
      ['Access-Control-Allow-Origin', asked('Origin')],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', asked('Access-Control-Request-Method')],
      ['Access-Control-Allow-Headers', asked('Access-Control-Request-Headers')],
    ],
    body: null,
  };
}
