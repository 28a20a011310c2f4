/** How each client is known to deviate from the standard. */
import type { Difference } from '../deviations/difference.ts';
import {
  type Deviation,
  DeviationList,
  type KnownDeviations,
} from '../deviations/known-deviations.ts';
import type { CaseResult } from './run-corpus.ts';
import type { Protocol } from './wire/protocols.ts';

/** A result, compared with what is known of the client. */
export interface JudgedResult extends Omit<CaseResult, 'verdict'> {
  /** `known`: it differs as listed; `gone`: it is listed, and does not differ. */
  readonly verdict: CaseResult['verdict'] | 'known' | 'gone';
  /** The deviation that lists the case. */
  readonly deviation: Deviation | null;
  /** How the case is known to differ. */
  readonly listed: readonly Difference[];
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

/** @returns null if there is no list for the client */
export async function readKnown(client: string): Promise<KnownDeviations | null> {
  const load = Object.hasOwn(files, client) ? files[client] : undefined;
  return load === undefined ? null : ((await load()).default as KnownDeviations);
}

/** What is known of the client over one protocol. */
export function listOver(protocol: Protocol, known: KnownDeviations | null): DeviationList {
  const deviations = known?.deviations ?? [];
  return new DeviationList({ deviations: deviations.filter((each) => holdsOver(protocol, each)) });
}

export function holdsOver(protocol: Protocol, { protocols }: Deviation): boolean {
  return protocols === undefined || protocols.includes(protocol);
}

export function withKnown(result: CaseResult, list: DeviationList): JudgedResult {
  const { id } = result.case;
  const judged = {
    ...result,
    deviation: list.entryFor(id),
    listed: list.differencesFor(id) ?? [],
  };
  if (result.verdict === 'skip' || result.verdict === 'error') return judged;
  const standing = list.standingOf(id, result.differences);
  if (standing === 'as-listed') return { ...judged, verdict: 'known' };
  return standing === 'gone' ? { ...judged, verdict: 'gone' } : judged;
}
