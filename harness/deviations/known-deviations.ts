/**
 * Known deviations: how a server, a client or a mutant is known to deviate, with evidence. The
 * same shape and the same rule hold for all three: a listed deviation that is gone fails the run, and
 * so does an entry that matches nothing.
 */
import { areSame, type Difference } from './difference.ts';

/** As in the files; `known-deviations.schema.json` says what each member means. */
export interface KnownDeviations {
  /** The name of what deviates. */
  readonly of?: string;
  /** The versions that were run. */
  readonly versions?: readonly string[];
  readonly deviations: readonly Deviation[];
}

export interface Deviation {
  readonly id?: string;
  /** What it does differently, in one sentence. */
  readonly what: string;
  /** The first version that was seen to do it. */
  readonly since?: string;
  /** Who causes it: the library, the default, or the way in which it is set up. */
  readonly by?: 'library' | 'set-up';
  /** Who is right: the standard, either (the standard leaves it open), or it is disputed. */
  readonly right?: 'standard' | 'either' | 'disputed';
  /** Why neither the case nor the harness nor the reference is wrong. */
  readonly why?: string;
  /** The only protocols over which a client does it; all over which the cases are run if left out. */
  readonly protocols?: readonly string[];
  readonly evidence?: Evidence;
  /**
   * By the id of a case, or a pattern in which `*` stands for any text: the differences that are
   * known. A list of ids alone, or `null`, accepts any difference.
   */
  readonly cases: readonly string[] | Readonly<Record<string, readonly Difference[] | null>>;
}

export interface Evidence {
  readonly issues?: readonly string[];
  /** The place in the source that causes it. */
  readonly source?: string;
  /** What was sent and came back. */
  readonly exchange?: { readonly case: string; readonly lines: readonly string[] };
}

/** A key of `cases`, with the entry that it stands in. */
interface Listing {
  readonly key: string;
  readonly deviation: Deviation;
  /** Null if any difference is known. */
  readonly differences: readonly Difference[] | null;
}

/** How a result relates to what is known. */
export type Standing = 'as-listed' | 'otherwise' | 'gone' | 'unlisted';

export class DeviationList {
  readonly #exact = new Map<string, Listing>();
  readonly #patterns: (Listing & { readonly regExp: RegExp })[] = [];
  /** The keys of patterns, and whether some case that they match deviates. */
  readonly #metPatterns = new Map<string, boolean>();

  /** @param options.literally `*` stands for itself, as in the code of a mutant: nothing is a pattern */
  constructor(known: KnownDeviations = { deviations: [] }, options = { literally: false }) {
    for (const deviation of known.deviations) {
      for (const [key, differences] of entriesOf(deviation)) {
        const listing = { key, deviation, differences };
        const isPattern = key.includes('*') && !options.literally;
        if (isPattern) this.#patterns.push({ ...listing, regExp: patternOf(key) });
        else this.#exact.set(key, listing);
      }
    }
  }

  /** The entry about a case, if there is one; an exact id goes before a pattern. */
  entryFor(id: string): Deviation | null {
    return this.#listingFor(id)?.deviation ?? null;
  }

  /** The differences that are known of a case; null if there is no entry, or it accepts any difference. */
  differencesFor(id: string): readonly Difference[] | null {
    return this.#listingFor(id)?.differences ?? null;
  }

  /**
   * Compares a result with what is known of its case.
   *
   * @param differences none where the case passes
   */
  standingOf(id: string, differences: readonly Difference[]): Standing {
    const listing = this.#listingFor(id);
    if (listing === undefined) return 'unlisted';
    const deviates = differences.length > 0;
    if (listing.key !== id) {
      this.#metPatterns.set(listing.key, (this.#metPatterns.get(listing.key) ?? false) || deviates);
      // Other cases that the pattern matches may still deviate.
      if (!deviates) return 'unlisted';
    } else if (!deviates) return 'gone';
    const isListed = listing.differences === null || areSame(listing.differences, differences);
    return isListed ? 'as-listed' : 'otherwise';
  }

  /** Patterns all of whose cases pass, of those that have been asked about. */
  gonePatterns(): string[] {
    const gone = [...this.#metPatterns].filter(([, deviates]) => !deviates);
    return gone.map(([key]) => key).sort();
  }

  /** The patterns that have been asked about, and whether some case that they match deviates. */
  metPatterns(): Record<string, boolean> {
    return Object.fromEntries(this.#metPatterns);
  }

  /** Keys that match none of `ids`. */
  keysWithout(ids: readonly string[]): string[] {
    if (this.#exact.size === 0 && this.#patterns.length === 0) return [];
    const all = new Set(ids);
    return [
      ...[...this.#exact.keys()].filter((key) => !all.has(key)),
      ...this.#patterns
        .filter(({ regExp }) => !ids.some((id) => regExp.test(id)))
        .map(({ key }) => key),
    ];
  }

  #listingFor(id: string): Listing | undefined {
    return this.#exact.get(id) ?? this.#patterns.find(({ regExp }) => regExp.test(id));
  }
}

/** The keys of an entry, each with the differences that are known. */
export function entriesOf({ cases }: Deviation): [key: string, Listing['differences']][] {
  return Array.isArray(cases) ? cases.map((key) => [key, null]) : Object.entries(cases);
}

/** Whether the list is about this version. On another one, what differs from the list is a warning. */
export function isListedVersion(known: KnownDeviations | null, version: string): boolean {
  return known?.versions?.includes(version) ?? true;
}

function patternOf(key: string): RegExp {
  const source = key.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 's');
}
