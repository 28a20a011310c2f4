/** The settings that fix CORS in the servers that people use. Browsers can run this, too. */
import type { Policy } from '../../conformance/servers/policy.ts';
import { filledIn, type Values } from './fill-in.ts';
import recipesFile from './recipes.json' with { type: 'json' };

/** Why a fetch was refused, or what a server does not meet. */
export interface Cause {
  /** The reason of the step that decided. It comes first, since it says more. */
  readonly reason?: string | null | undefined;
  readonly requirement?: string | undefined;
}

/** How one server fixes one cause. */
export interface Recipe {
  /** The short name of the server, such as `nginx`. */
  readonly server: string;
  /** The name that people know. */
  readonly name: string;
  /** Lines of code or of configuration. Null if the server needs none, or cannot do it: `note` says which. */
  readonly code: string | null;
  /** The language of the code, for highlighting. */
  readonly language: string;
  /** Where the code belongs, and what it does not do. */
  readonly note: string;
  /** The folder of the set-up that this is taken from, in `harness/implementations/servers`. */
  readonly implementation: string;
}

/** What `recipes.json` says; its schema says what each member means. */
export interface Server {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly implementation: string;
  readonly between: string;
  readonly around: readonly string[];
  readonly where: string;
}

export interface Setting {
  readonly id: string;
  readonly title: string;
  readonly reasons: readonly string[];
  readonly requirements: readonly string[];
  readonly alsoFor?: readonly string[];
  readonly policy: Omit<Policy, 'id' | 'title'>;
  readonly recipes: Readonly<Record<string, Entry>>;
}

export interface Entry {
  readonly code?: readonly string[];
  readonly isWhole?: boolean;
  readonly note?: string;
  readonly limits?: Readonly<Record<string, string>>;
}

const file: unknown = recipesFile;

export const { servers, settings } = file as {
  readonly servers: readonly Server[];
  readonly settings: readonly Setting[];
};

/** All reasons and requirements that a setting fixes. */
export function causesOf({ reasons, requirements, alsoFor = [] }: Setting): string[] {
  return [...reasons, ...requirements, ...alsoFor];
}

/** The setting that fixes a cause, if there is one. */
export function settingFor({ reason, requirement }: Cause): Setting | undefined {
  const fixing = (cause: string | null | undefined) =>
    settings.find((setting) => causesOf(setting).includes(cause ?? ''));
  return fixing(reason) ?? fixing(requirement);
}

/**
 * What to set in each server, to fix a cause.
 *
 * @param values stand in the code instead of its examples
 * @returns an empty list if no setting fixes the cause
 */
export function recipesFor(cause: Cause, values: Values = {}): Recipe[] {
  const setting = settingFor(cause);
  if (setting === undefined) return [];
  const isByReason = setting.reasons.includes(cause.reason ?? '');
  return servers.map((server) => {
    const entry = setting.recipes[server.id] ?? {};
    const limit = isByReason ? undefined : entry.limits?.[cause.requirement ?? ''];
    return {
      server: server.id,
      name: server.name,
      code:
        entry.code === undefined || limit !== undefined
          ? null
          : filledIn(entry.code.join('\n'), values, server.between),
      language: server.language,
      note: limit ?? noteOf(server, entry),
      implementation: server.implementation,
    };
  });
}

/** Where the code belongs, and all that there is to say of it. */
function noteOf({ where }: Server, { code, isWhole, note, limits = {} }: Entry): string {
  const place = code === undefined || isWhole ? [] : [where];
  const sentences = [...place, note ?? '', ...Object.values(limits)];
  return [...new Set(sentences)].filter((sentence) => sentence !== '').join(' ');
}
