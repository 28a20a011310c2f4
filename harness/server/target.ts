/** Targets: a testee that names its policies, or one URL with a policy, or without. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/manifest.schema.json' with { type: 'json' };
import { type Place, type Policy, policies } from '../../conformance/servers/index.ts';
import { parseOrigin } from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';
import { TargetNetwork, type TargetNetworkOptions } from './target-network.ts';

export interface TargetOptions
  extends Pick<TargetNetworkOptions, 'timeout' | 'rate' | 'insecure' | 'headers' | 'backOff'> {
  readonly url: URL;
  /** The declared policy, if there is one. */
  readonly policy?: Policy | undefined;
  /** Origins believed to be allowed, where no policy is declared. */
  readonly origins?: readonly string[] | undefined;
  readonly allowUnsafeMethods?: boolean | undefined;
  readonly concurrency: number;
}

export interface Target {
  readonly url: string;
  /** Name and version, if it is a testee. */
  readonly testee: { readonly name: string; readonly version: string } | null;
  readonly places: readonly Place[];
  /** The standard policies that a testee leaves out, and why, if it says. */
  readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  readonly network: TargetNetwork;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly policies: Readonly<Record<string, string>>;
  readonly skipped?: Readonly<Record<string, string>>;
}

const checkManifest = schemaCheck(schema);

/** The policies that a target says, or is said, to have.
 *  @throws InputError if there is nothing to judge it by, or it cannot be reached */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { url, policy, origins = [] } = options;
  const networkOptions = { ...options, origin: url.origin, allowUnsafeMethods: false };
  const place = { origin: url.origin, path: url.pathname + url.search, isTestee: false };
  const openNetwork = (allowUnsafeMethods: boolean) =>
    new TargetNetwork({ ...networkOptions, allowUnsafeMethods });
  const oneURL = (policy: Policy, isUndeclared: boolean): Target => ({
    url: url.href,
    testee: null,
    places: [{ ...place, policy, isUndeclared }],
    leftOut: [],
    network: openNetwork(options.allowUnsafeMethods ?? false),
  });
  for (const origin of origins) checkOrigin(origin);
  const manifest = await readManifest(url, openNetwork(false));
  if (policy !== undefined) return oneURL(policy, false);
  if (manifest !== null) return testeeOf(manifest, url, openNetwork(true));
  if (origins.length > 0) return oneURL(believedPolicy(origins), true);
  throw new InputError(
    `${url.href} is no testee (no manifest at /.well-known/cors-conformance): ` +
      'say what it means to share with --policy file.json, or name an allowed origin with --origin',
  );
}

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

/** @returns null if the target is no testee
 *  @throws InputError if it is one, but its manifest is wrong */
async function readManifest(url: URL, network: TargetNetwork): Promise<Manifest | null> {
  const manifestURL = new URL('/.well-known/cors-conformance', url);
  try {
    const response = await network.send({
      method: 'GET',
      url: manifestURL,
      headers: [['Accept', 'application/json']],
      body: null,
    });
    const json = response.status === 200 ? parseJSON(response.body) : undefined;
    if (json === undefined) return null;
    const [mistake] = checkManifest(json);
    if (mistake === undefined) return json as Manifest;
    // Sites that answer every path with some JSON are no testees.
    if (typeof json !== 'object' || json === null || !('policies' in json)) return null;
    throw new InputError(`${manifestURL}: ${mistake}`);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${url.href} cannot be reached: ${connectionTrouble(error)}`);
  } finally {
    await network.close();
  }
}

/** Node hides what went wrong with a connection in several errors, one an address. */
function connectionTrouble(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(connectionTrouble).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function parseJSON(body: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body ?? new Uint8Array()));
  } catch {
    return undefined;
  }
}

function testeeOf(manifest: Manifest, url: URL, network: TargetNetwork): Target {
  const known = policies.filter((policy) => manifest.policies[policy.id] !== undefined);
  const unknown = Object.keys(manifest.policies).find(
    (id) => !policies.some((policy) => policy.id === id),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `the testee's manifest: "${unknown}" is no standard policy: see cors-conformance corpus policies`,
    );
  }
  return {
    url: url.href,
    testee: { name: manifest.name, version: manifest.version },
    places: known.map((policy) => ({
      policy,
      origin: url.origin,
      path: (manifest.policies[policy.id] as string).replace(/\/$/, ''),
      isTestee: true,
      isUndeclared: false,
    })),
    leftOut: policies
      .filter((policy) => !known.includes(policy))
      .map(({ id }) => ({
        policy: id,
        why: manifest.skipped?.[id] ?? 'the testee does not say why',
      })),
    network,
  };
}
