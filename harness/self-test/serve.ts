/** Serves an application behind the parts of a server: pure, without sockets. */
import type { Header, Network } from '../../reference/index.ts';
import { answer } from '../testee/application.ts';
import { correctParts, type Parts, type Situation } from './correct-server.ts';
import type { Fault } from './faults/fault.ts';
import { type Choices, plainest } from './freedoms.ts';
import type { GeneratedServer } from './generated-servers.ts';
import { Received, type Sent } from './received.ts';

/** Answers a request; it may keep state, as faulty servers do. */
export type Respond = (request: Received) => Sent;

/** What an application answers, before any CORS. */
export type Application = (request: Received) => Sent;

/** Puts the parts of a server in front of an application. */
export function serve(
  parts: Parts,
  application: Application,
  choices: Choices = plainest,
): Respond {
  return (request) => {
    const isPreflight = parts.isPreflight(request);
    const origin = parts.originOf(request);
    const isAllowed = origin !== null && parts.allowsOrigin(origin, request);
    const situation = { request, origin, isAllowed, isPreflight };
    const end = (sent: Sent, status = sent.status) => parts.finish(sent, { ...situation, status });
    const interception = parts.interception(request);
    if (interception !== null) return end({ status: interception, headers: [], body: '' });
    if (isPreflight) {
      const sent = preflight(parts, situation);
      if (sent !== null) return end(sent);
    }
    const isForeign = origin !== null && !isAllowed && origin !== request.own;
    const refusal = isForeign ? parts.requestRefusal({ ...situation, status: 0 }) : 'application';
    const answered =
      refusal === 'application'
        ? application(request)
        : { status: refusal, headers: [], body: 'refused' };
    const full = { ...situation, isPreflight: false, status: answered.status };
    const cors = parts.decorates(full)
      ? [
          ...lines('Access-Control-Allow-Origin', parts.allowOrigin(full)),
          ...lines('Access-Control-Allow-Credentials', parts.allowCredentials(full)),
          ...lines('Access-Control-Expose-Headers', parts.exposeHeaders(full)),
          ...(choices.grantsEverywhere && isAllowed
            ? lines('Access-Control-Max-Age', parts.maxAge())
            : []),
        ]
      : [];
    const headers = [
      ...answered.headers,
      ...cors,
      ...lines('Vary', parts.vary(full)),
      ...parts.otherHeaders(full),
    ];
    return end({ ...answered, headers });
  };
}

/** The answer to a preflight; null if the application answers it. */
function preflight(parts: Parts, partial: Omit<Situation, 'status'>): Sent | null {
  const { request, isAllowed } = partial;
  const names = parts.requestedNames(request);
  if (typeof names === 'number') return { status: names, headers: [], body: '' };
  const method = request.get('Access-Control-Request-Method') ?? '';
  const isWithin =
    names !== null && parts.allowsMethod(method) && names.every((name) => parts.allowsHeader(name));
  const refusal = parts.grantRefusal({ ...partial, status: 0 });
  const usual = parts.preflightStatus({ ...partial, status: 0 });
  const status = isAllowed && !isWithin && typeof refusal === 'number' ? refusal : usual;
  if (status === 'application') return null;
  const situation = { ...partial, status };
  const isGranting = isAllowed && (isWithin || refusal === 'list');
  const headers: Header[] = [
    ...lines('Access-Control-Allow-Origin', parts.allowOrigin(situation)),
    ...lines('Access-Control-Allow-Credentials', parts.allowCredentials(situation)),
    ...(isGranting
      ? [
          ...lines('Access-Control-Allow-Methods', parts.allowMethods(method, situation)),
          ...lines('Access-Control-Allow-Headers', parts.allowHeaders(names ?? [], situation)),
          ...lines('Access-Control-Max-Age', parts.maxAge()),
        ]
      : []),
    ...lines('Vary', parts.vary(situation)),
    ...parts.otherHeaders(situation),
  ];
  const location: Header[] = status === 302 ? [['Location', '/sign-in']] : [];
  return { status, headers: [...headers, ...location], body: '' };
}

function lines(name: string, values: readonly string[]): Header[] {
  return values.map((value) => [name, value]);
}

/** The application of a testee. */
export const testeeApplication: Application = (request) => {
  const { status, headers, body } = answer(request.path, request.get('If-None-Match') ?? undefined);
  return { status, headers: headers.map(([name, value]): Header => [name, value]), body };
};

/** An application with some more of the freedoms that HTTP leaves. */
export function applicationWith(choices: Choices, isTestee: boolean): Application {
  return (request) => {
    const sent = isTestee
      ? testeeApplication(request)
      : { status: choices.status, headers: [], body: 'ok' };
    const isRange = request.get('Range') !== null && sent.status === 200;
    return isRange ? { ...sent, status: choices.range } : sent;
  };
}

/** A generated server, perhaps with a fault. */
export function respondOf(
  { policy, choices, kind }: GeneratedServer,
  fault: Fault | null = null,
): Respond {
  const parts = correctParts(policy, choices);
  const changed = fault === null ? parts : fault.change(parts, policy);
  const isRouted = kind !== 'testee' && policy.simpleMethods === undefined;
  return serve(
    isRouted ? routed(changed, choices) : changed,
    applicationWith(choices, kind === 'testee'),
    choices,
  );
}

/** A router that finds no handler for POST, so that CORS is never asked. */
function routed(parts: Parts, { postPreflight }: Choices): Parts {
  if (postPreflight === 'supported') return parts;
  const isForPOST = (request: Received) =>
    parts.isPreflight(request) && request.get('Access-Control-Request-Method') === 'POST';
  const interception = (request: Received) =>
    isForPOST(request) ? postPreflight : parts.interception(request);
  return { ...parts, interception };
}

/** The network of a lone server: requests to it, and nothing else. */
export function networkOf(respond: Respond): Network {
  return async ({ method, url, headers }) => {
    const sent = respond(new Received(method, url, headers));
    return {
      status: sent.status,
      headers: sent.headers.map(([name, value]): Header => [name, value]),
      body: null,
    };
  };
}
