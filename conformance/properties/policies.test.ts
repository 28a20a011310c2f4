/** Compares the meaning of policies with how a browser treats a server that follows them. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  corsUnsafeRequestHeaderNames,
  getHeader,
  type Header,
  type NetworkRequest,
  normalizeMethod,
  UserAgent,
} from '../../reference/index.ts';
import { intentOf, matchesOrigin, type Policy } from '../servers/policy.ts';
import { credentialsMode } from './arbitraries/credentials-modes.ts';
import { sendableHeaderList } from './arbitraries/header-lists.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { sendableMethod } from './arbitraries/methods.ts';
import { anyOrigin, originNear } from './arbitraries/origins.ts';
import { policy } from './arbitraries/policies.ts';
import { runs } from './runs.ts';

/** A fetch by a page whose origin is listed, resembles a listed one, or is unrelated. */
function fetchNear({ allowOrigins, allowMethods, allowHeaders }: Policy) {
  const listed = (allowOrigins ?? []).filter((origin) => !origin.includes('*'));
  const known = [
    'https://app.example',
    'https://a.b.example.org',
    'http://localhost:81',
    ...listed,
  ];
  const near = fc.constantFrom(...known).chain(originNear);
  const headers = fc
    .subarray([...(allowHeaders ?? [])])
    .chain((names) => fc.tuple(...names.map(inAnyCase)))
    .map((names) => names.map((name): [string, string] => [name, '1']));
  return fc.record({
    origin: fc.oneof(fc.constantFrom(...known), near, anyOrigin),
    method: fc.oneof(fc.constantFrom('GET', ...(allowMethods ?? [])), sendableMethod),
    headers: fc.oneof(headers, headers, sendableHeaderList),
    credentials: credentialsMode,
  });
}

/** The response headers of a server that grants exactly what `policy` allows. */
function linesOf(policy: Policy, { headers }: NetworkRequest): Header[] {
  const [origin, method, names] = [
    'Origin',
    'Access-Control-Request-Method',
    'Access-Control-Request-Headers',
  ].map((name) => getHeader([...headers], name));
  const origins = policy.allowOrigins ?? [];
  const isListed = origins.some(
    (pattern) => pattern !== '*' && matchesOrigin(pattern, origin ?? ''),
  );
  const allowed = isListed ? origin : origins.includes('*') ? '*' : null;
  // With credentials, a wildcard grants nothing, so the server grants the requested items by name.
  const granted = (list: readonly string[] | undefined, asked: string | null | undefined) =>
    (list ?? []).map((item) => (item === '*' && isListed ? (asked ?? '') : item)).join(',');
  const unlisted = names
    ?.split(',')
    .filter((name) => name !== 'authorization')
    .join(',');
  return [
    ...(allowed == null ? [] : [['Access-Control-Allow-Origin', allowed] as const]),
    ...(policy.allowCredentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ['Access-Control-Allow-Methods', granted(policy.allowMethods, method)],
    ['Access-Control-Allow-Headers', granted(policy.allowHeaders, unlisted)],
  ];
}

describe('properties of policies', () => {
  it('a fetch ends as the policy says if the server follows the policy', async () => {
    const fetches = policy.chain((policy) => fc.tuple(fc.constant(policy), fetchNear(policy)));
    await fc.assert(
      fc.asyncProperty(fetches, async ([policy, fetch]) => {
        const userAgent = new UserAgent({
          network: async (request) => ({
            status: 200,
            headers: linesOf(policy, request),
            body: null,
          }),
        });
        const outcome = await userAgent.fetch('https://api.target.example/', fetch);
        const intent = intentOf(policy, {
          origin: fetch.origin,
          credentials: fetch.credentials === 'include',
          method: normalizeMethod(fetch.method),
          unsafeHeaderNames: corsUnsafeRequestHeaderNames(fetch.headers),
        });
        expect(outcome.type).to.equal(intent.allowed ? 'cors' : 'error');
      }),
      runs(400, ([policy, fetch]) => JSON.stringify({ policy, fetch })),
    );
  });
});
