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

/** @throws InputError if the target cannot be reached, or its manifest names unknown policies */
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
  }).catch((error: unknown) => {
    // An odd answer here says nothing about the URL under test.
    if (error instanceof NetworkRefusal && error.kind === 'too-large') return null;
    throw new InputError(`${url.href} cannot be reached: ${messageOf(error)}`);
  });
  if (response === null || response.status !== 200) return none;
  const text = new TextDecoder().decode(response.body ?? new Uint8Array());
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const json = parseJSON(text);
  if (json === undefined) {
    // Sites that answer every path with a page are not testees.
    const isMeant = /json/i.test(type) || /^\s*\{\s*"/.test(text);
    return isMeant ? { manifest: null, mistake: `${manifestURL}: the manifest is not JSON` } : none;
  }
  const [mistake] = checkManifest(json);
  if (mistake === undefined) {
    return { manifest: checked(json as Manifest, manifestURL), mistake: null };
  }
  // Sites that answer every path with some JSON are not testees.
  if (typeof json !== 'object' || json === null || !('policies' in json)) return none;
  return { manifest: null, mistake: `${manifestURL}: ${mistake}` };
}

/** @throws InputError */
function checked(manifest: Manifest, manifestURL: URL): Manifest {
  const known = policies.map(({ id }) => id);
  const see = 'see cors-conformance corpus policies';
  const own = Object.entries(manifest.policies).map(([id, entry]) => {
    if (typeof entry !== 'string') {
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
