/** The model server, and faulty servers made of it, on sockets. */
import type { RequestListener } from 'node:http';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import type { TesteeOptions } from '../testee/testee.ts';
import { correctParts } from './correct-server.ts';
import type { Fault } from './faults/fault.ts';
import { Received } from './received.ts';
import { type Respond, serve, testeeApplication } from './serve.ts';

/** A testee with every standard policy, or only some; correct unless a fault is given. */
export function testeeWith(
  name: string,
  fault: Fault | null = null,
  ids: readonly string[] = policies.map(({ id }) => id),
): TesteeOptions {
  const setUp = (policy: Policy) => listenerOf(respondFor(policy, fault));
  return { name, version: '1', policies: Object.fromEntries(ids.map((id) => [id, setUp])) };
}

/** The plainest correct server for a policy, perhaps with a fault. */
export function respondFor(policy: Policy, fault: Fault | null = null): Respond {
  const parts = correctParts(policy);
  return serve(fault === null ? parts : fault.change(parts, policy), testeeApplication);
}

function listenerOf(respond: Respond): RequestListener {
  return (request, response) => {
    request.resume();
    const own = `http://${request.headers.host ?? 'localhost'}`;
    const url = new URL(request.url ?? '/', own);
    const { rawHeaders } = request;
    const headers = rawHeaders.flatMap((name, index): Header[] =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
    );
    const sent = respond(new Received(request.method ?? 'GET', url, headers));
    response.writeHead(sent.status, sent.headers.flat());
    response.end(request.method === 'HEAD' ? undefined : sent.body);
  };
}
