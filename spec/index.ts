/** The pinned Fetch standard as data: its algorithms, their steps, and links to them. */
import map from './fetch.json' with { type: 'json' };
import rulingList from './rulings.json' with { type: 'json' };

export { reasonOf } from './reasons.ts';

/** One numbered step (`7.5`) or lettered branch (`12.f`) of an algorithm. */
export interface Step {
  readonly number: string;
  /** SHA-256 of the step's own text, as `standard-text.ts` normalises it. */
  readonly digest: string;
  /** What the step does, in our words. Absent inside an unmodelled step. */
  readonly gist?: string;
  /** Name of the refusal that happens here. Unlike the number, it never changes. */
  readonly reason?: string;
  /** The step can end its algorithm, by returning or throwing. */
  readonly returns?: true;
  /** Why the reference does not model the step; this covers its substeps. */
  readonly unmodelled?: string;
}

/** An algorithm, or an entry without steps: a definition or an ABNF rule. */
export interface Algorithm {
  readonly id: string;
  /** The fragment of its URL on the standard's page. */
  readonly anchor: string;
  readonly title: string;
  readonly kind: 'algorithm' | 'definition' | 'grammar';
  /** What it does or is, in our words. */
  readonly gist: string;
  /** Why the reference does not model the whole algorithm. */
  readonly unmodelled?: string;
  /** SHA-256 of the definition or, for an algorithm, of the text around its steps. */
  readonly digest: string;
  readonly steps: readonly Step[];
}

export interface Standard {
  readonly url: string;
  readonly commit: string;
  readonly date: string;
  readonly algorithms: readonly Algorithm[];
}

/** A place where the text cannot be taken literally, and what the reference does instead. */
export interface Ruling {
  readonly id: string;
  readonly steps: readonly string[];
  /** What the text says, in our words. */
  readonly literal: string;
  /** What we do instead. */
  readonly taken: string;
  readonly why: string;
  /** The question to the authors of the standard, by the name of its file in `questions/`. */
  readonly question?: string;
  /** A link to a public discussion. */
  readonly issue?: string;
}

/** The standard at the pinned commit. */
export const spec: Standard = map as Standard;

export const algorithms: readonly Algorithm[] = spec.algorithms;

export const rulings: readonly Ruling[] = rulingList;

interface Entry {
  readonly algorithm: Algorithm;
  /** Null for an entry that has no steps. */
  readonly step: Step | null;
}

const entries = new Map<string, Entry>();
for (const algorithm of algorithms) {
  if (algorithm.steps.length === 0) entries.set(algorithm.id, { algorithm, step: null });
  for (const step of algorithm.steps) {
    entries.set(`${algorithm.id}/${step.number}`, { algorithm, step });
  }
}

/** Whether `id` names a step (`cors-check/4`) or an entry without steps (`abnf/wildcard`). */
export function isStep(id: string): boolean {
  return entries.has(id);
}

/** What `step` does, in our words. For a substep of an unmodelled step, what that step does. */
export function gistOf(step: string): string {
  const found = entry(step);
  if (found.step === null) return found.algorithm.gist;
  const gist = found.step.gist;
  if (gist !== undefined) return gist;
  return gistOf(step.slice(0, step.lastIndexOf('.')));
}

/** The URL of the algorithm that contains `step`. The standard has no anchors for single steps. */
export function linkTo(step: string): string {
  return `${spec.url}#${entry(step).algorithm.anchor}`;
}

function entry(id: string): Entry {
  const found = entries.get(id);
  if (found === undefined) {
    const commit = spec.commit.slice(0, 7);
    throw new RangeError(`${id} is not a step of the standard at commit ${commit}`);
  }
  return found;
}
