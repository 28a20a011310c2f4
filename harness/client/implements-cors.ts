/** Whether a client implements CORS at all. */
import { type ExchangeCase, fetchDefaults, type Origins } from '../../conformance/exchanges.ts';
import { isCorsPreflightRequest } from '../../reference/index.ts';
import type { Client } from './client.ts';
import type { CaseServer } from './wire/case-server.ts';

/** Whether the client refuses to share a response, or sends a preflight, where it has to do both. */
export async function implementsCORS(
  server: CaseServer,
  client: Client,
  origins: Origins,
): Promise<boolean> {
  const get = await probe(server, client, origins, 'GET');
  const put = await probe(server, client, origins, 'PUT');
  return !(get.isShared && put.isShared && !put.isPreflighted);
}

async function probe(server: CaseServer, client: Client, origins: Origins, method: string) {
  const running = server.add(probeCase(method), origins);
  try {
    const [seen] = await client.run(running);
    const isShared = seen !== undefined && 'status' in seen && seen.status === 200;
    return { isShared, isPreflighted: running.requests.some(isCorsPreflightRequest) };
  } finally {
    server.remove(running);
  }
}

/** A response that must not be shared. */
function probeCase(method: string): ExchangeCase {
  return {
    id: `probe-${method.toLowerCase()}`,
    topic: '',
    steps: [],
    atRisk: null,
    question: null,
    requires: [],
    given: {
      fetches: [{ ...fetchDefaults, page: 'A', url: '{B}/', method }],
      cookies: [],
      server: [{ on: { origin: 'B' }, status: 200, headers: [], body: 'secret' }],
    },
    expect: [],
    why: '',
  };
}
