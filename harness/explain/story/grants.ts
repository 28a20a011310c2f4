/** What a preflight's response grants, each thing judged by itself, by the reference. */
import {
  byteLowercase,
  corsCheck,
  corsPreflightFetch,
  extractHeaderValues,
  type Failure,
  getHeader,
  type Header,
  isCorsSafelistedMethod,
  isNetworkError,
  isOkStatus,
  type NetworkRequest,
  type NetworkResponse,
  newOpaqueOrigin,
  newRequest,
  parseOrigin,
  type Request,
} from '../../../reference/index.ts';
import type { FetchOfPage } from './fetch-of-page.ts';
import { replaced } from './repair.ts';
import type { Grant } from './story.ts';

/** What CORS looks at in a request. */
export interface Asking extends Pick<Request, 'urlList' | 'origin' | 'credentialsMode'> {
  readonly useCORSPreflightFlag: boolean;
}

/** Of a request that was sent, or its preflight. After redirects, Origin says what became of the origin. */
export function askingOf(fetch: FetchOfPage, { url, headers }: NetworkRequest): Asking {
  return {
    urlList: [url],
    origin: parseOrigin(getHeader(headers, 'Origin') ?? 'null') ?? newOpaqueOrigin(),
    credentialsMode: fetch.credentials,
    useCORSPreflightFlag: fetch.useCorsPreflight === true,
  };
}

export async function grantsOf(
  fetch: FetchOfPage,
  preflight: NetworkRequest,
  response: NetworkResponse,
): Promise<Grant[]> {
  const request = askingOf(fetch, preflight);
  const asked = (name: string) => getHeader(preflight.headers, name) ?? '';
  const method = asked('Access-Control-Request-Method');
  const origin = asked('Origin');
  const shared = sharedWith(origin, response);
  const { credentialsMode } = request;
  const grants: Grant[] = [
    // By themselves, credentials come after the origin.
    grant(
      'origin',
      origin,
      failureOf(corsCheck(request, withCredentials(response))),
      linesOf(response.headers, 'Access-Control-Allow-Origin')[0],
    ),
  ];
  if (credentialsMode === 'include') {
    const allowed = replaced(response.headers, 'Access-Control-Allow-Origin', origin);
    grants.push(
      grant(
        'credentials',
        origin,
        failureOf(corsCheck(request, { headerList: allowed })),
        linesOf(response.headers, 'Access-Control-Allow-Credentials')[0],
      ),
    );
  }
  grants.push(statusGrant(response));
  if (!isCorsSafelistedMethod(method)) {
    const methods = withoutLines(shared, 'Access-Control-Allow-Headers');
    const failure = await preflightFailure({ ...request, method, headerList: [] }, methods);
    const line = lineWith(response.headers, 'Access-Control-Allow-Methods', method, (a) => a);
    grants.push(grant('method', method, failure, line));
  }
  const names = withoutLines(shared, 'Access-Control-Allow-Methods');
  for (const name of namesIn(asked('Access-Control-Request-Headers'))) {
    // A value that needs permission under any name.
    const headerList: Header[] = [[name, 'x'.repeat(129)]];
    const failure = await preflightFailure({ ...request, method: 'GET', headerList }, names);
    const line = lineWith(response.headers, 'Access-Control-Allow-Headers', name, byteLowercase);
    grants.push(grant('header', name, failure, line));
  }
  return grants;
}

/** The names that a preflight asks for. */
export function namesIn(value: string): string[] {
  return value.split(',').filter((name) => name !== '');
}

export function linesOf(headers: readonly Header[], name: string): Header[] {
  return headers.filter(([other]) => byteLowercase(other) === byteLowercase(name));
}

function grant(
  of: Grant['of'],
  name: string,
  failure: Failure | null,
  line: Header | undefined,
): Grant {
  if (failure === null) {
    return { of, name, isGranted: true, line: line ?? null, step: null, message: null };
  }
  const { step, message } = failure;
  return { of, name, isGranted: false, line: null, step, message };
}

function failureOf(check: ReturnType<typeof corsCheck>): Failure | null {
  return check.result === 'failure' ? check : null;
}

function statusGrant({ status }: NetworkResponse): Grant {
  const isGranted = isOkStatus(status);
  return {
    of: 'status',
    name: String(status),
    isGranted,
    line: null,
    step: isGranted ? null : 'cors-preflight-fetch/8',
    message: isGranted ? null : `the status is ${status}, but it must be 200 to 299`,
  };
}

async function preflightFailure(
  request: Asking & Pick<Request, 'method' | 'headerList'>,
  response: NetworkResponse,
): Promise<Failure | null> {
  const userAgent = {
    network: async () => response,
    now: () => 0,
    cookies: () => null,
    userAgentValue: '',
    corsPreflightCache: null,
    maxAgeLimit: 0,
  };
  const outcome = await corsPreflightFetch(userAgent, newRequest(request));
  return isNetworkError(outcome) && outcome.why.result === 'failure' ? outcome.why : null;
}

/** The response as if origin, credentials and status were right. */
function sharedWith(origin: string, response: NetworkResponse): NetworkResponse {
  const { headers } = withCredentials(response);
  return {
    ...response,
    status: 204,
    headers: replaced(headers, 'Access-Control-Allow-Origin', origin),
  };
}

/** One list does not decide about the other, though the standard refuses both if one is malformed. */
function withoutLines(response: NetworkResponse, name: string): NetworkResponse {
  const lines = new Set(linesOf(response.headers, name));
  return { ...response, headers: response.headers.filter((line) => !lines.has(line)) };
}

function withCredentials(response: NetworkResponse) {
  const headers = replaced(response.headers, 'Access-Control-Allow-Credentials', 'true');
  return { ...response, headers, headerList: headers };
}

/** The line that names it, or else the one that has a wildcard. */
function lineWith(
  headers: readonly Header[],
  field: string,
  name: string,
  fold: (text: string) => string,
): Header | undefined {
  const lines = linesOf(headers, field);
  const members = (line: Header) => {
    const values = extractHeaderValues(line);
    return values === 'failure' ? [] : values.map(fold);
  };
  return (
    lines.find((line) => members(line).includes(fold(name))) ??
    lines.find((line) => members(line).includes('*'))
  );
}
