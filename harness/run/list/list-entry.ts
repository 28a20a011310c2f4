/** The lines of a list of targets: a URL each, or JSON with what the URL is meant to share. */
import { createHash } from 'node:crypto';
import { schemaCheck } from '../../../conformance/schema-check.ts';
import policySchema from '../../../conformance/schemas/policy.schema.json' with { type: 'json' };
import type { Policy } from '../../../conformance/servers/index.ts';
import { origin as checkOrigin } from '../../commands/arguments.ts';
import { InputError } from '../../output/input-error.ts';
import { targetURL } from '../../output/target-url.ts';
import { parsePolicy } from '../../server/policy-file.ts';
import type { Shard } from '../shard.ts';
import schema from './list-entry.schema.json' with { type: 'json' };

/** A line of a list that names a target. */
export interface ListEntry {
  /** Its number in the list, from 1. */
  readonly line: number;
  readonly text: string;
  /** Null if the line is wrong; then `mistake` says how. */
  readonly target: ListTarget | null;
  readonly mistake: string | null;
}

export interface ListTarget {
  readonly url: URL;
  readonly policy: Policy | undefined;
  readonly origins: readonly string[] | undefined;
}

interface EntryMember {
  readonly url: string;
  readonly policy?: object;
  readonly origins?: readonly string[];
}

const checkEntry = schemaCheck(schema, [policySchema]);

/** @returns null if the line is empty, or begins with `#` */
export function entryOf(text: string, line: number): ListEntry | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  try {
    return { line, text: trimmed, target: targetOf(trimmed), mistake: null };
  } catch (error) {
    return { line, text: trimmed, target: null, mistake: (error as Error).message };
  }
}

/** @throws Error with what is wrong */
function targetOf(text: string): ListTarget {
  if (!text.startsWith('{')) return { url: targetURL(text), policy: undefined, origins: undefined };
  const json: unknown = parsed(text);
  const [mistake] = checkEntry(json);
  if (mistake !== undefined) throw new InputError(mistake);
  const { url, policy, origins } = json as EntryMember;
  if (policy !== undefined && origins !== undefined) {
    throw new InputError('policy and origins: leave one out; a policy already names origins');
  }
  for (const each of origins ?? []) checkOrigin(each);
  return {
    url: targetURL(url),
    policy: policy === undefined ? undefined : parsePolicy(policy, 'policy'),
    origins,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`not JSON: ${(error as Error).message}`);
  }
}

/** Whose targets run one after the other: that of the URL, or the line where it has none. */
export function hostOf({ target, text }: ListEntry): string {
  return target?.url.hostname ?? text;
}

/** All targets of a host are in one shard, so that its limits hold for all shards together. */
export function isInShard(entry: ListEntry, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  return digestOf(hostOf(entry)) % shard.count === shard.index - 1;
}

/** 32 bits that differ for different texts, as far as 32 bits can. */
export function digestOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
