/** The manifest of a testee, a server set up for this suite: which policies it has, and where. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/manifest.schema.json' with { type: 'json' };
import policySchema from '../../conformance/schemas/policy.schema.json' with { type: 'json' };
import { type Policy, policies } from '../../conformance/servers/index.ts';
import type { Network } from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';
import { messageOf } from '../output/message-of.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { parsePolicy } from './policy-file.ts';

const checkManifest = schemaCheck(schema, [policySchema]);
const checkPolicyId = schemaCheck(policySchema);

export const manifestPath = '/.well-known/cors-conformance';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** The path of each policy by its id; for a policy of its own, with the policy. */
  readonly policies: Readonly<Record<string, string | OwnPolicy>>;
  /** Why a standard policy is left out, by its id. */
  readonly skipped?: Readonly<Record<string, string>>;
}

export interface OwnPolicy {
  readonly path: string;
  readonly policy: Policy;
}

/** What is at the manifest's path: a manifest, or something that a user may have meant as one. */
export interface FoundManifest {
  readonly manifest: Manifest | null;
  /** What is wrong with it; null if nothing looks like a manifest. */
  readonly mistake: string | null;
}

/** @throws InputError if the target cannot be reached */
export async function readManifest(url: URL, network: Network): Promise<FoundManifest> {
  const manifestURL = new URL(manifestPath, url);
  const none = { manifest: null, mistake: null };
  const response = await network({
    method: 'GET',
    url: manifestURL,
    headers: [['Accept', 'application/json']],
    body: null,
    includeCredentials: false,
    forceNewConnection: false,
  }).catch(() => null);
  if (response === null) {
    // An odd answer here says nothing about the URL under test.
    await reach(url, network);
    return none;
  }
  if (response.status !== 200) return none;
  const text = new TextDecoder().decode(response.body ?? new Uint8Array());
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const json = parseJSON(text);
  if (json === undefined) {
    // Sites that answer every path with a page are not testees.
    const isMeant = /json/i.test(type) || /^\s*\{\s*"/.test(text);
    return isMeant ? { manifest: null, mistake: `${manifestURL}: the manifest is not JSON` } : none;
  }
  const [mistake] = checkManifest(json);
  if (mistake === undefined) return withoutMistake(json as Manifest, manifestURL);
  // Sites that answer every path with some JSON are not testees.
  if (typeof json !== 'object' || json === null || !('policies' in json)) return none;
  return { manifest: null, mistake: `${manifestURL}: ${mistake}` };
}

/** Each policy is run by itself, and a manifest may come from anyone. */
const mostPolicies = 64;

/** @throws InputError if there is no response */
export async function reach(url: URL, network: Network): Promise<void> {
  await network({
    method: 'GET',
    url,
    headers: [],
    body: null,
    includeCredentials: false,
    forceNewConnection: false,
  }).catch((error: unknown) => {
    // The cases are judged by header lines: a long body is a response, too.
    if (error instanceof NetworkRefusal && error.kind === 'too-large') return;
    if (error instanceof NetworkRefusal && error.kind === 'overloaded') {
      throw new InputError(`${url.href}: ${error.message}`);
    }
    throw new InputError(
      `${url.href} cannot be reached: ${messageOf(error)}${adviceOn(url, error)}`,
    );
  });
}

function adviceOn({ protocol }: URL, error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const isCut = ['UND_ERR_SOCKET', 'ECONNRESET'].includes(code);
  return isCut && protocol === 'http:' ? ': if the port speaks TLS, write https:// in the URL' : '';
}

function withoutMistake(manifest: Manifest, manifestURL: URL): FoundManifest {
  try {
    return { manifest: checked(manifest, manifestURL), mistake: null };
  } catch (error) {
    if (error instanceof InputError) return { manifest: null, mistake: error.message };
    throw error;
  }
}

/** @throws InputError */
function checked(manifest: Manifest, manifestURL: URL): Manifest {
  const count = Object.keys(manifest.policies).length;
  if (count > mostPolicies) {
    throw new InputError(
      `${manifestURL}: policies has ${count} members: name at most ${mostPolicies}`,
    );
  }
  const known = policies.map(({ id }) => id);
  const see = 'see cors-conformance corpus policies';
  const own = Object.entries(manifest.policies).map(([id, entry]) => {
    if (typeof entry !== 'string') {
      const [mistake] = checkPolicyId({ id });
      if (mistake !== undefined) throw new InputError(`${manifestURL}: policies: ${mistake}`);
      const policy = parsePolicy(entry.policy, `${manifestURL}: policies.${id}.policy`);
      return [id, { ...entry, policy: { ...policy, id } }] as const;
    }
    if (known.includes(id)) return [id, entry] as const;
    throw new InputError(
      `${manifestURL}: "${id}" is not a standard policy: ${see}, or add the policy itself: { "path": "${entry}", "policy": { … } }`,
    );
  });
  const unknown = Object.keys(manifest.skipped ?? {}).find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new InputError(`${manifestURL}: skipped: "${unknown}" is not a standard policy: ${see}`);
  }
  if (own.length === 0)
    throw new InputError(`${manifestURL}: policies is empty: name at least one`);
  return { ...manifest, policies: Object.fromEntries(own) };
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
