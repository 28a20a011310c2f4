/** What is wrong with the members of a policy's lists. Runs in browsers, too. */
import { expressionOf, matchesOrigin, partsOfPattern } from '../../conformance/servers/policy.ts';
import {
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isMethod,
  isToken,
  normalizeMethod,
  parseOrigin,
} from '../../reference/index.ts';

export type ListName = 'allowOrigins' | 'allowMethods' | 'allowHeaders' | 'exposeHeaders';

/** What is wrong with a member of a list, and how to fix it; null if nothing is. */
export function memberMistake(list: ListName, value: string): string | null {
  return value === '*' ? null : mistakes[list](value);
}

const mistakes = {
  allowOrigins: (pattern: string) => originMistake(pattern),
  allowMethods: (method: string) => {
    if (!isMethod(method)) return 'is not a method: write one name';
    if (isForbiddenMethod(method)) return 'is a method that browsers never send: leave it out';
    const normalized = normalizeMethod(method);
    return normalized === method ? null : `is never sent: browsers write ${normalized}`;
  },
  allowHeaders: (name: string) => {
    if (!isToken(name)) return 'is not a header name: write one name';
    return isForbiddenRequestHeader(name, '')
      ? 'is a header that pages can never set: leave it out'
      : null;
  },
  exposeHeaders: (name: string) => {
    if (!isToken(name)) return 'is not a header name: write one name';
    return isForbiddenResponseHeaderName(name)
      ? 'is a header that pages can never read: leave it out'
      : null;
  },
};

function originMistake(pattern: string): string | null {
  if (/^\/.+\/$/s.test(pattern)) return expressionMistake(pattern);
  // A URL may have an asterisk in its host; nobody means that.
  if (!pattern.includes('*') && parseOrigin(pattern) !== null) return null;
  const parts = partsOfPattern(pattern);
  if (parts !== null && (/^[*?]\./.test(parts.host) || parts.port === '*')) {
    const port = parts.port === null || parts.port === '*' ? '' : `:${parts.port}`;
    const example = `${parts.scheme}://${parts.host.replace(/^[*?]\./, 'a.')}${port}`;
    const isOrigin = !example.includes('*') && parseOrigin(example) !== null;
    if (isOrigin && matchesOrigin(pattern, example)) return null;
  }
  return `is not an origin: ${originAdvice(pattern)}`;
}

function expressionMistake(pattern: string): string | null {
  try {
    expressionOf(pattern);
    return null;
  } catch {
    return 'is not a regular expression';
  }
}

function originAdvice(pattern: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/$/i.test(pattern)) return 'remove the trailing slash';
  if (pattern.includes('*'))
    return 'a wildcard may stand as first label (https://*.example.org) or as port (:*)';
  if (!pattern.includes('://')) return `write the scheme, such as https://${pattern}`;
  if (URL.canParse(pattern)) {
    const { origin } = new URL(pattern);
    if (origin !== 'null') return `browsers write ${origin}`;
  }
  return 'write scheme://host or scheme://host:port';
}
