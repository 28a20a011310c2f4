/** A policy in the shapes that CORS libraries take it in. */
import type { Policy } from '../../../../conformance/servers/index.ts';

export interface Settings {
  /** Whether everyone may read. */
  readonly isPublic: boolean;
  /** Origins as text, and patterns as regular expressions: anchored, and with every dot a dot. */
  readonly origins: (string | RegExp)[];
  /** Whether one of `origins` is this one, or stands for it. */
  readonly allows: (origin: string) => boolean;
  readonly credentials: boolean;
  readonly methods: string[];
  readonly headers: string[];
  readonly exposed: string[];
  /** Whether what a preflight asks for has to be echoed: with credentials, `*` grants nothing. */
  readonly echoesMethods: boolean;
  readonly echoesHeaders: boolean;
  readonly maxAge: number | undefined;
}

export function settingsOf(policy: Policy): Settings {
  const { allowOrigins = [], allowMethods = [], allowHeaders = [], exposeHeaders = [] } = policy;
  const origins = allowOrigins.map((origin) => (isPattern(origin) ? patternOf(origin) : origin));
  const credentials = policy.allowCredentials ?? false;
  return {
    isPublic: allowOrigins.includes('*'),
    origins,
    allows: (origin) =>
      origins.some((one) => (one instanceof RegExp ? one.test(origin) : one === origin)),
    credentials,
    methods: [...allowMethods],
    headers: [...allowHeaders],
    exposed: [...exposeHeaders],
    echoesMethods: credentials && allowMethods.includes('*'),
    echoesHeaders: credentials && allowHeaders.includes('*'),
    maxAge: policy.maxAge,
  };
}

/** Whether an allowed origin stands for several, but not for all. */
export function isPattern(origin: string): boolean {
  return origin.length > 1 && origin.includes('*');
}

function patternOf(origin: string): RegExp {
  return new RegExp(`^${sourceOf(origin)}$`);
}

/** The source of a regular expression, without anchors, for an origin or a pattern. */
export function sourceOf(origin: string): string {
  return origin
    .replace(/[.[\]]/g, '\\$&')
    .replace('*\\.', '(?:[a-z0-9_-]+\\.)+')
    .replace(/:\*$/, '(?::[0-9]+)?');
}
