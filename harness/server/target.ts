/** Targets: a testee that names its policies, or one URL with a policy, or without. */
import {
  isPublic,
  type Place,
  type Policy,
  policies,
  sampleSize,
} from '../../conformance/servers/index.ts';
import { parseOrigin } from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import type { Comparison } from './compare-protocols.ts';
import { LimitedConnection, type TargetConnection } from './limited-connection.ts';
import { type FoundManifest, type Manifest, reach, readManifest } from './manifest.ts';
import { TargetNetwork, type TargetNetworkOptions } from './target-network.ts';

export interface TargetOptions
  extends Pick<
    TargetNetworkOptions,
    'timeout' | 'rate' | 'insecure' | 'headers' | 'userAgent' | 'backOff'
  > {
  readonly url: URL;
  /** The declared policy, if there is one. */
  readonly policy?: Policy | undefined;
  /** Origins believed to be allowed, if no policy is declared. */
  readonly origins?: readonly string[] | undefined;
  readonly allowUnsafeMethods?: boolean | undefined;
  /** Whether to speak HTTP/2, which the target has to offer. */
  readonly http2?: boolean | undefined;
  /** Whether it is judged as one URL, even if it is a testee: then nobody asks for a manifest. */
  readonly isOneURL?: boolean | undefined;
  /** How the user can say what the target shares; the options of the command line if left out. */
  readonly howToDeclare?: string | undefined;
  readonly concurrency: number;
  /** Milliseconds for the whole run; unlimited if left out. */
  readonly maxTime?: number | undefined;
}

export interface Target {
  readonly url: string;
  /** Name and version, if it is a testee. */
  readonly testee: { readonly name: string; readonly version: string } | null;
  readonly places: readonly Place[];
  /** The standard policies that a testee leaves out, and why, if it says so. */
  readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  /** What the user should know about how the target was understood. */
  readonly notes: readonly string[];
  readonly network: TargetConnection;
  /** What is spoken; HTTP/1.1 if left out. */
  readonly protocol?: 'HTTP/2';
  /** Of a target with which HTTP/2 is spoken: the same target over HTTP/1.1. */
  readonly overHTTP1?: () => Promise<Target>;
  /** After a run over HTTP/2: whether the target behaves in the same way over HTTP/1.1. */
  readonly compared?: Comparison;
}

/** The policies that a target has, by its own word or the user's.
 *  @throws InputError if there is nothing to judge it by, or it cannot be reached */
export async function findTarget(given: TargetOptions): Promise<Target> {
  checkTimes(given);
  const options = withDeadline(given);
  const { url, policy, origins = [], howToDeclare = commandLineAdvice } = options;
  for (const origin of origins) checkOrigin(origin);
  if (options.isOneURL) return reachedURL(options);
  const probe = openNetwork({ ...options, concurrency: 1 }, { keptBody: Number.POSITIVE_INFINITY });
  const found = await readManifest(url, probe.send).finally(() => probe.close());
  if (policy !== undefined) return oneURL(options, policy, 'declared', noteIgnored(found));
  if (found.manifest !== null) return testeeOf(found.manifest, options);
  const notes = found.mistake === null ? [] : [found.mistake];
  if (origins.length > 0) return oneURL(options, believedPolicy(origins), 'undeclared', notes);
  throw new InputError(
    found.mistake ??
      `${url.href} is not a testee (it has no manifest at /.well-known/cors-conformance): ${howToDeclare}`,
  );
}

const commandLineAdvice =
  'declare what it shares with --policy file.json, or name an allowed origin with --origin';

/** @throws InputError if it cannot be reached, or there is nothing to judge it by */
async function reachedURL(options: FoundOptions): Promise<Target> {
  const { url, policy, origins = [] } = options;
  if (policy === undefined && origins.length === 0) {
    throw new InputError(`${url.href}: name a policy, or an origin that you believe is allowed`);
  }
  const kind = policy === undefined ? 'undeclared' : 'declared';
  const target = oneURL(options, policy ?? believedPolicy(origins), kind, []);
  try {
    await reach(url, target.network.send);
    return target;
  } catch (error) {
    await target.network.close();
    throw error;
  }
}

/** @throws InputError */
function checkTimes({ timeout, maxTime = 1 }: TargetOptions): void {
  for (const time of [timeout, maxTime]) {
    if (time >= 1 && time <= longestTimeout) continue;
    throw new InputError(`${time} ms cannot be a time limit: use 1 to ${longestTimeout}`);
  }
}

interface FoundOptions extends TargetOptions {
  /** The time stamp at which the run ends. */
  readonly deadline?: number | undefined;
}

/** From now on, the time of the run counts. */
function withDeadline(options: TargetOptions): FoundOptions {
  const { maxTime, timeout } = options;
  if (maxTime === undefined) return options;
  return { ...options, timeout: Math.min(timeout, maxTime), deadline: Date.now() + maxTime };
}

function openNetwork(options: FoundOptions, special: Partial<TargetNetworkOptions>): TargetNetwork {
  const { origin } = options.url;
  return new TargetNetwork({ ...options, origin, allowUnsafeMethods: false, ...special });
}

function connect(options: FoundOptions, special: Partial<TargetNetworkOptions>): TargetConnection {
  const { url, deadline, maxTime, backOff } = options;
  const network = openNetwork(options, special);
  return new LimitedConnection(network, { url, deadline, maxTime, pause: backOff });
}

function oneURL(
  options: FoundOptions,
  policy: Policy,
  kind: 'declared' | 'undeclared',
  notes: readonly string[],
): Target {
  const { url, allowUnsafeMethods = false } = options;
  return {
    url: url.href,
    testee: null,
    places: [{ kind, policy, origin: url.origin, path: url.pathname + url.search }],
    leftOut: [],
    notes: [...notes, ...notesOn(policy)],
    network: connect(options, { allowUnsafeMethods }),
  };
}

/** A declared policy goes before the manifest of a testee. */
function noteIgnored({ manifest }: FoundManifest): string[] {
  if (manifest === null) return [];
  return [
    `this is the testee ${manifest.name}, but only the declared policy is checked, at this URL`,
  ];
}

function testeeOf(manifest: Manifest, options: FoundOptions): Target {
  const { url, origins = [] } = options;
  const places = Object.entries(manifest.policies).map(([id, entry]): Place => {
    const { path, policy = standardPolicy(id) } =
      typeof entry === 'string' ? { path: entry } : entry;
    return { kind: 'testee', policy, origin: url.origin, path: path.replace(/\/$/, '') };
  });
  const order = (id: string) => policies.findIndex((policy) => policy.id === id);
  const ids = places.map(({ policy }) => policy.id);
  return {
    url: url.href,
    testee: { name: manifest.name, version: manifest.version },
    places: places.sort((a, b) => (order(a.policy.id) >>> 0) - (order(b.policy.id) >>> 0)),
    leftOut: policies
      .filter(({ id }) => !ids.includes(id))
      .map(({ id }) => ({
        policy: id,
        why: manifest.skipped?.[id] ?? 'the testee does not say why',
      })),
    notes: [
      ...(url.pathname === '/'
        ? []
        : [`this is a testee: its manifest names the paths, not ${url.pathname}`]),
      ...(origins.length === 0
        ? []
        : [
            'this is a testee: its manifest names the policies, so the origins that you named are ignored',
          ]),
      ...places.flatMap(({ policy }) => notesOn(policy)),
      ...confusablePaths(places),
    ],
    network: connect(options, { allowUnsafeMethods: true, mayRepeat: true }),
  };
}

function standardPolicy(id: string): Policy {
  return policies.find((policy) => policy.id === id) as Policy;
}

/** What the user should know about a policy before anything is judged by it. */
function notesOn(policy: Policy): string[] {
  const { id, allowCredentials = false } = policy;
  const lists = ['allowOrigins', 'allowMethods', 'allowHeaders'] as const;
  const samples = lists.flatMap((list) => {
    const count = policy[list]?.length ?? 0;
    return count <= sampleSize
      ? []
      : [`${id}: ${list} has ${count} members; cases are made of ${sampleSize} of them`];
  });
  if (!isPublic(policy) || !allowCredentials) return samples;
  return [
    ...samples,
    `${id}: allowOrigins has * and allowCredentials is true, but * never covers credentials in a ` +
      'browser: the policy is judged as one without credentials. To allow them, list the origins',
  ];
}

/** Says which paths a router that mounts by prefix would confuse. */
function confusablePaths(places: readonly Place[]): string[] {
  return places.flatMap(({ path: longer }) =>
    places
      .filter(({ path }) => path !== longer && longer.startsWith(path))
      .filter(({ path }) => longer[path.length] !== '/')
      .map(
        ({ path }) =>
          `the path ${longer} begins with the path ${path}: a router that mounts by prefix confuses them`,
      ),
  );
}

/** @throws InputError */
function checkOrigin(origin: string): void {
  if (parseOrigin(origin) !== null) return;
  const advice =
    URL.canParse(origin) && new URL(origin).origin !== 'null'
      ? `browsers write ${new URL(origin).origin}`
      : 'write scheme://host or scheme://host:port';
  throw new InputError(`--origin ${origin}: not an origin: ${advice}`);
}

/** All that is known of a target without a policy. */
function believedPolicy(allowOrigins: readonly string[]): Policy {
  return { id: 'undeclared', title: 'no policy declared', allowOrigins };
}
