/** What the site says of the corpus: a list to search, and the cases themselves. */
import { type ExchangeCase, exchanges, placeCase } from '../../../conformance/exchanges.ts';
import {
  judgementDescriptions,
  type Requirement,
  requirements,
  type ServerCase,
  serverCases,
} from '../../../conformance/servers/index.ts';
import { type Vector, vectors } from '../../../conformance/vectors.ts';
import { fullNameOf, type Row } from '../../implementations/servers/scoreboard/row.ts';
import { deviationsByCase } from './clients.ts';
import { places } from './places.ts';
import {
  checkedStep,
  exchangeRef,
  type Ref,
  refsByStep,
  requirementRef,
  vectorRef,
} from './refs.ts';

export type Kind = 'vectors' | 'exchanges' | 'servers' | 'requirements';

/** A case in the list: its place, what it is about, and the places in `steps` of what it cites. */
export type ListedCase = readonly [ref: Ref, why: string, steps: readonly number[]];

export interface CorpusList {
  readonly steps: readonly string[];
  readonly cases: readonly ListedCase[];
}

export interface PlacedExchange extends ExchangeCase {
  /** The clients that are known to differ. */
  readonly deviations: readonly { readonly client: string; readonly what: string }[];
}

export interface ShownServerCase {
  readonly case: ServerCase;
  /** The requirements that a failure violates. */
  readonly requirements: readonly Pick<Requirement, 'id' | 'level' | 'gist'>[];
  readonly judgement: string;
}

export interface ShownRequirement extends Requirement {
  readonly cases: readonly string[];
  /** The real servers that fail it. */
  readonly failedBy: readonly {
    readonly id: string;
    readonly name: string;
    readonly count: number;
  }[];
}

export function corpusList(): CorpusList {
  const steps = [...refsByStep.keys()].sort();
  const places = new Map(steps.map((step, place) => [step, place]));
  const citing = new Map<Ref, number[]>();
  for (const [step, refs] of refsByStep) {
    for (const ref of refs) {
      const known = citing.get(ref) ?? [];
      citing.set(ref, [...known, places.get(step) as number]);
    }
  }
  const listed = (ref: Ref, why: string): ListedCase => [ref, why, citing.get(ref) ?? []];
  return {
    steps,
    cases: [
      ...exchanges.map(({ id, why }) => listed(exchangeRef(id), why)),
      ...Object.entries(vectors).flatMap(([algorithm, cases]) =>
        cases.map(({ id, why }) => listed(vectorRef(algorithm, id), why)),
      ),
      ...serverCases.map(({ id, why }) =>
        listed(`servers/${id}`, typeof why === 'string' ? why : `${why.allowed} ${why.refused}`),
      ),
      ...requirements.map(({ id, gist }) => listed(`requirements/${id}`, gist)),
    ],
  };
}

/** The cases of one algorithm. */
export function vectorFile(algorithm: string): readonly Vector[] {
  return vectors[algorithm] ?? [];
}

/** The exchange cases of each topic, with their origins filled in, and without what says nothing. */
export function exchangeFiles(): Map<string, readonly PlacedExchange[]> {
  const deviations = deviationsByCase();
  const files = new Map<string, PlacedExchange[]>();
  for (const one of placeCase(exchanges, places)) {
    const placed = { ...one, deviations: deviations.get(one.id) ?? [] };
    const known = files.get(one.topic);
    if (known === undefined) files.set(one.topic, [placed]);
    else known.push(placed);
  }
  return files;
}

export function serverCaseFile(): readonly ShownServerCase[] {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const meanings = new Map(judgementDescriptions.map(({ name, meaning }) => [name, meaning]));
  return serverCases.map((one) => {
    for (const step of one.steps) checkedStep(step);
    const { requirement } = one;
    const ids = typeof requirement === 'string' ? [requirement] : Object.values(requirement);
    return {
      case: one,
      requirements: [...new Set(ids)].map((id) => {
        requirementRef(id);
        const { level, gist } = byId.get(id) as Requirement;
        return { id, level, gist };
      }),
      judgement: meanings.get(one.judge) ?? '',
    };
  });
}

export function requirementFile(rows: readonly Row[]): readonly ShownRequirement[] {
  return requirements.map((requirement) => ({
    ...requirement,
    cases: serverCases
      .filter(({ requirement: its }) =>
        typeof its === 'string'
          ? its === requirement.id
          : Object.values(its).includes(requirement.id),
      )
      .map(({ id }) => id),
    failedBy: rows.flatMap((row) => {
      const { failed = 0, known = 0 } = row.requirements[requirement.id] ?? {};
      const count = failed + known;
      return count === 0 ? [] : [{ id: row.id, name: fullNameOf(row), count }];
    }),
  }));
}

/** The examples of the guides: exchange cases that one click fills in. */
export function exampleFile(): readonly PlacedExchange[] {
  return exchangeFiles().get('examples') ?? [];
}
