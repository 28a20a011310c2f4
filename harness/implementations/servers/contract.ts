/** Whether a running testee answers the paths of the contract, CORS aside. */
import type { Manifest } from '../../server/manifest.ts';
import { answer } from '../../testee/application.ts';

interface Expected {
  readonly method?: string;
  readonly path: string;
  readonly ifNoneMatch?: string;
  /** Whether the answer may be what the server itself says in such a case. */
  readonly isOwn?: boolean;
}

const contract: readonly Expected[] = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path: '/' })),
  { path: '/?c=a-case' },
  { path: '/status/201' },
  { path: '/status/403' },
  { path: '/status/404', isOwn: true },
  { path: '/status/500', isOwn: true },
  { path: '/redirect?to=/elsewhere/' },
  { path: '/etag' },
  { path: '/etag', ifNoneMatch: '"1"' },
  { path: '/vary' },
  { path: '/headers' },
  { path: '/cookie' },
];

/** What is not as the contract demands, a line for each, below the path of every policy. */
export async function contractMismatches(url: string): Promise<string[]> {
  const response = await fetch(`${url}/.well-known/cors-conformance`);
  const { policies } = (await response.json()) as Manifest;
  const mismatches: string[] = [];
  for (const entry of Object.values(policies)) {
    const policyPath = typeof entry === 'string' ? entry : entry.path;
    for (const expected of contract)
      mismatches.push(...(await mismatch(url, policyPath, expected)));
  }
  return mismatches;
}

async function mismatch(
  url: string,
  policyPath: string,
  { method = 'GET', path, ifNoneMatch, isOwn = false }: Expected,
): Promise<string[]> {
  const target = policyPath.replace(/\/$/, '') + path;
  const expected = answer(target, ifNoneMatch);
  const response = await fetch(url + target, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
    headers: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
  });
  await response.arrayBuffer();
  const place = `${method} ${target}`;
  if (response.status !== expected.status) {
    return [`${place}: the status is ${response.status}, not ${expected.status}`];
  }
  if (isOwn) return [];
  return expected.headers
    .filter(([name]) => name !== 'Content-Type') // The contract says nothing about it.
    .filter(([name, value]) => !(response.headers.get(name) ?? '').includes(value))
    .map(([name]) => `${place}: ${name} is ${JSON.stringify(response.headers.get(name))}`);
}
