/** Testees: servers set up for the standard policies, so that the suite can judge them all. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import { answer } from './application.ts';

/** Sets the server under test up for a policy, with `application`, or one that says the same in the
 *  framework's own way, behind its CORS. It sees the whole path, that of the policy in front. */
export type SetUp = (
  policy: Policy,
  application: RequestListener,
) => RequestListener | Promise<RequestListener>;

export interface TesteeOptions {
  readonly name: string;
  readonly version: string;
  /** By policy id, those that it cannot express left out; or one for all that are not `skipped`. */
  readonly policies: Readonly<Record<string, SetUp>> | SetUp;
  /** By policy id: why it is left out. */
  readonly skipped?: Readonly<Record<string, string>>;
  /** Policies of its own. `policies` sets them up like the standard ones, by their ids. */
  readonly ownPolicies?: readonly Policy[];
}

export interface Testee {
  readonly url: string;
  close(): Promise<void>;
}

/** The application as a request listener, to be put behind the CORS under test. */
export const application: RequestListener = (request, response) => {
  request.resume();
  const { status, headers, body } = answer(request.url ?? '/', request.headers['if-none-match']);
  for (const [name, value] of headers) {
    // What the CORS in front has set stays: only Vary is one that both may have a say in.
    if (name === 'Vary') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
};

/**
 * Starts a testee on 127.0.0.1: a manifest, and below it one path for each policy.
 *
 * @param port 0 for one that is free
 */
export async function testee(options: TesteeOptions, port = 0): Promise<Testee> {
  const { name, version, skipped = {}, ownPolicies = [] } = options;
  const listeners = new Map<string, RequestListener>();
  for (const [id, setUp] of setUpsOf(options)) {
    listeners.set(id, await setUp(policyOf(id, ownPolicies), application));
  }
  const own = new Map(ownPolicies.map((policy) => [policy.id, policy]));
  const entries = [...listeners.keys()].map((id) => {
    const policy = own.get(id);
    return [id, policy === undefined ? `/${id}` : { path: `/${id}`, policy }];
  });
  const manifest = JSON.stringify({
    name,
    version,
    policies: Object.fromEntries(entries),
    skipped,
  });
  const server = createServer((request, response) => {
    if (request.url === '/.well-known/cors-conformance') {
      response.setHeader('Content-Type', 'application/json');
      response.end(manifest);
      return;
    }
    const id = request.url?.split(/[/?]/)[1] ?? '';
    const listener = listeners.get(id);
    if (listener !== undefined) listener(request, response);
    else response.writeHead(404).end();
  });
  return listen(server, port);
}

/** Starts any server on 127.0.0.1. */
export async function listen(server: Server, port = 0): Promise<Testee> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function setUpsOf({
  policies: setUps,
  skipped = {},
  ownPolicies = [],
}: TesteeOptions): [string, SetUp][] {
  if (typeof setUps !== 'function') return Object.entries(setUps);
  return [...policies, ...ownPolicies]
    .filter(({ id }) => !(id in skipped))
    .map(({ id }) => [id, setUps]);
}

function policyOf(id: string, ownPolicies: readonly Policy[]): Policy {
  const policy = [...policies, ...ownPolicies].find((candidate) => candidate.id === id);
  if (policy === undefined) throw new RangeError(`"${id}" is not a standard policy`);
  return policy;
}
