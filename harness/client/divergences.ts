/** Known divergences: what a client is known to do otherwise than the standard says. */
import type { CaseResult } from './run-corpus.ts';

/** As in `implementations/clients/<client>/known-deviations.json`; the schema says what each member means. */
export interface Divergences {
  readonly client: string;
  readonly versions: readonly string[];
  readonly classes: readonly DivergenceClass[];
}

export interface DivergenceClass {
  readonly id: string;
  readonly does: string;
  readonly right: 'standard' | 'either' | 'disputed';
  readonly why: string;
  readonly evidence: {
    readonly issues?: readonly string[];
    readonly source?: string;
    readonly exchange?: { readonly case: string; readonly lines: readonly string[] };
  };
  readonly cases: Readonly<Record<string, readonly string[]>>;
  readonly versions?: readonly string[];
}

/** A result after the known divergences have been looked at. */
export interface JudgedResult extends Omit<CaseResult, 'verdict'> {
  /** `known`: it differs as is listed; `vanished`: it is listed, and does not differ. */
  readonly verdict: CaseResult['verdict'] | 'known' | 'vanished';
  /** The class that lists it. */
  readonly class: DivergenceClass | null;
}

const files: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  chromium: () =>
    import('../implementations/clients/chromium/known-deviations.json', { with: { type: 'json' } }),
  firefox: () =>
    import('../implementations/clients/firefox/known-deviations.json', { with: { type: 'json' } }),
  'happy-dom': () =>
    import('../implementations/clients/happy-dom/known-deviations.json', {
      with: { type: 'json' },
    }),
  jsdom: () =>
    import('../implementations/clients/jsdom/known-deviations.json', { with: { type: 'json' } }),
  reference: () =>
    import('../implementations/clients/reference/known-deviations.json', {
      with: { type: 'json' },
    }),
  webkit: () =>
    import('../implementations/clients/webkit/known-deviations.json', { with: { type: 'json' } }),
};

/** @returns null if nothing is known of the client */
export async function readDivergences(client: string): Promise<Divergences | null> {
  const load = Object.hasOwn(files, client) ? files[client] : undefined;
  return load === undefined ? null : ((await load()).default as Divergences);
}

/** Whether what differs from the list is a failure: it is one on a version that was listed. */
export function isListedVersion(divergences: Divergences | null, version: string): boolean {
  return divergences === null || divergences.versions.includes(version);
}

export function withDivergences(
  result: CaseResult,
  divergences: Divergences | null,
  version: string,
): JudgedResult {
  const listing = classOf(result.case.id, divergences, version);
  if (listing === null || result.verdict === 'skip' || result.verdict === 'error') {
    return { ...result, class: listing };
  }
  if (result.verdict === 'pass') return { ...result, verdict: 'vanished', class: listing };
  const isAsListed = String(listing.cases[result.case.id]) === String(result.details);
  return { ...result, verdict: isAsListed ? 'known' : 'fail', class: listing };
}

/** On a version that nobody listed, whatever is listed for some version counts. */
function classOf(
  id: string,
  divergences: Divergences | null,
  version: string,
): DivergenceClass | null {
  const isListed = isListedVersion(divergences, version);
  const found = divergences?.classes.find(
    ({ cases, versions }) =>
      Object.hasOwn(cases, id) && (!isListed || (versions?.includes(version) ?? true)),
  );
  return found ?? null;
}
