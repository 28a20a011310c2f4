/** The model server: a policy implemented without a fault, in parts that a fault can replace. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import type { TesteeOptions } from '../testee/testee.ts';

/** What the model decides, part by part. A faulty server is the model with one part replaced. */
export interface Parts {
  readonly isPreflight: (request: IncomingMessage) => boolean;
  readonly allowsOrigin: (policy: Policy, origin: string, request: IncomingMessage) => boolean;
  readonly allowOrigin: (policy: Policy, origin: string) => string;
  readonly allowCredentials: (policy: Policy) => string | null;
  readonly allowMethods: (policy: Policy, requested: string) => string | null;
  readonly allowHeaders: (policy: Policy, requested: string) => string | null;
  readonly exposeHeaders: (policy: Policy) => string | null;
  readonly maxAge: (policy: Policy) => string | null;
  readonly vary: (policy: Policy, isAllowed: boolean, isPreflight: boolean) => string | null;
  /** For a preflight of an origin that is not allowed: the origin it is granted to all the same. */
  readonly preflightOrigin: (policy: Policy, origin: string) => string | null;
  /** Status of an answered preflight; null to let the application answer. */
  readonly preflightStatus: (
    policy: Policy,
    isAllowed: boolean,
    requestedHeaders: string,
  ) => number | null;
  /** Status of a request that is refused; null to let the application answer without CORS. */
  readonly refusalStatus: (origin: string, request: IncomingMessage) => number | null;
  /** Whether responses to requests without Origin have the same headers. */
  readonly decoratesWithoutOrigin: (policy: Policy) => boolean;
  /** Whether the application's response, by its status, gets CORS headers. */
  readonly decorates: (status: number) => boolean;
  /** What is done to the headers at the very last. */
  readonly finish: (policy: Policy, status: number, response: ServerResponse) => void;
}

export const model: Parts = {
  isPreflight: ({ method, headers }) =>
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined,
  allowsOrigin: (policy, origin) => patternsOf(policy).some((pattern) => pattern.test(origin)),
  allowOrigin: (policy, origin) => (isPublic(policy) ? '*' : origin),
  allowCredentials: (policy) => (allowsCredentials(policy) ? 'true' : null),
  allowMethods: (policy, requested) => {
    const methods = policy.allowMethods ?? [];
    if (methods.length === 0) return null;
    // With credentials a wildcard is no grant: the method has to be named.
    return methods.includes('*') && allowsCredentials(policy) ? requested : methods.join(', ');
  },
  allowHeaders: (policy, requested) => {
    const names = policy.allowHeaders ?? [];
    if (names.length === 0) return null;
    if (!names.includes('*') || !allowsCredentials(policy)) return names.join(', ');
    return requestedNames(requested)
      .filter((name) => name.toLowerCase() !== 'authorization')
      .join(', ');
  },
  exposeHeaders: (policy) => (policy.exposeHeaders ?? []).join(', ') || null,
  maxAge: (policy) => (policy.maxAge === undefined ? null : String(policy.maxAge)),
  vary: (policy) => (isPublic(policy) || isClosed(policy) ? null : 'Origin'),
  preflightOrigin: () => null,
  preflightStatus: (policy) => (isClosed(policy) ? null : 204),
  refusalStatus: () => null,
  decoratesWithoutOrigin: isPublic,
  decorates: () => true,
  finish: () => {},
};

/** Puts the parts in front of an application. */
export function corsServer(
  parts: Parts,
  policy: Policy,
  application: RequestListener,
): RequestListener {
  return (request, response) => {
    const { origin } = request.headers;
    const set = (name: string, value: string | null) => {
      if (value !== null && value !== '') response.setHeader(name, value);
    };
    const isAllowed =
      origin === undefined
        ? parts.decoratesWithoutOrigin(policy)
        : isPublic(policy) || parts.allowsOrigin(policy, origin, request);
    const decorate = (isPreflight: boolean) => {
      set('Vary', parts.vary(policy, isAllowed, isPreflight));
      if (!isAllowed) return;
      set('Access-Control-Allow-Origin', parts.allowOrigin(policy, origin ?? ''));
      set('Access-Control-Allow-Credentials', parts.allowCredentials(policy));
    };
    if (parts.isPreflight(request)) {
      const { headers } = request;
      const names = String(headers['access-control-request-headers'] ?? '');
      const status = parts.preflightStatus(policy, isAllowed, names);
      if (status !== null) {
        decorate(true);
        const grantedTo = isAllowed ? null : parts.preflightOrigin(policy, origin ?? '');
        set('Access-Control-Allow-Origin', grantedTo);
        if (isAllowed || grantedTo !== null) {
          const method = String(headers['access-control-request-method'] ?? '');
          set('Access-Control-Allow-Methods', parts.allowMethods(policy, method));
          set('Access-Control-Allow-Headers', parts.allowHeaders(policy, names));
          set('Access-Control-Max-Age', parts.maxAge(policy));
        }
        response.writeHead(status).end();
        return;
      }
    }
    const refusal = origin === undefined || isAllowed ? null : parts.refusalStatus(origin, request);
    if (refusal !== null) {
      set('Vary', parts.vary(policy, isAllowed, false));
      response.writeHead(refusal).end();
      return;
    }
    decorate(false);
    if (isAllowed) set('Access-Control-Expose-Headers', parts.exposeHeaders(policy));
    // The status is known when the application writes its head.
    const writeHead = response.writeHead.bind(response) as typeof response.writeHead;
    response.writeHead = ((status: number, ...rest: []) => {
      if (!parts.decorates(status)) {
        for (const name of response.getHeaderNames()) {
          if (name.startsWith('access-control-')) response.removeHeader(name);
        }
      }
      parts.finish(policy, status, response);
      return writeHead(status, ...rest);
    }) as typeof response.writeHead;
    application(request, response);
  };
}

/** A testee with these parts for every standard policy, or only for some. */
export function testeeWith(
  name: string,
  parts: Parts,
  ids: readonly string[] = policies.map(({ id }) => id),
): TesteeOptions {
  return {
    name,
    version: '1',
    policies: Object.fromEntries(
      ids.map((id) => [id, (policy, application) => corsServer(parts, policy, application)]),
    ),
  };
}

export function isPublic(policy: Policy): boolean {
  return policy.allowOrigins?.includes('*') ?? false;
}

function isClosed(policy: Policy): boolean {
  return (policy.allowOrigins ?? []).length === 0;
}

export function allowsCredentials(policy: Policy): boolean {
  return (policy.allowCredentials ?? false) && !isPublic(policy);
}

/** The patterns of a policy as regular expressions, all anchored, every dot a dot. */
function patternsOf(policy: Policy): RegExp[] {
  return (policy.allowOrigins ?? []).map((pattern) => {
    const source = pattern
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace('://\\*\\.', '://(?:[a-z0-9_-]+\\.)+')
      .replace(/:\\\*$/, '(?::\\d+)?');
    return new RegExp(`^${source}$`);
  });
}

/** The names that a preflight asks for; none if one of them is no name. */
export function requestedNames(value: string): string[] {
  const names = value.split(',').map((name) => name.trim());
  return names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)) ? names : [];
}
