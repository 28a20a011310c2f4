/** A policy in the shapes that configurations of web servers take it in. */
import type { Policy } from '../../../../conformance/servers/index.ts';
import { sourceOf } from '../javascript/settings.ts';

/** Whether everyone may read. */
export function isPublic({ allowOrigins = [] }: Policy): boolean {
  return allowOrigins.includes('*');
}

/** A regular expression, without anchors, for all allowed origins. */
export function originSource({ allowOrigins = [] }: Policy): string {
  return allowOrigins.map(sourceOf).join('|');
}

/**
 * The headers of responses to those who are allowed; none with an empty value.
 *
 * @param origin how the server says what `Origin` is
 */
export function corsHeaders(policy: Policy, origin: string): [name: string, value: string][] {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge = '' } = policy;
  const headers: [name: string, value: string][] = [
    ['Access-Control-Allow-Origin', isPublic(policy) ? '*' : origin],
    ['Access-Control-Allow-Credentials', policy.allowCredentials ? 'true' : ''],
    ['Access-Control-Allow-Methods', allowMethods.join(', ')],
    ['Access-Control-Allow-Headers', allowHeaders.join(', ')],
    ['Access-Control-Expose-Headers', exposeHeaders.join(', ')],
    ['Access-Control-Max-Age', String(maxAge)],
  ];
  return headers.filter(([, value]) => value !== '');
}
