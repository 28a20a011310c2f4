/** The places of cases on the site, by their ids: a reference to a case that does not exist is an error. */
import { exchanges } from '../../../conformance/exchanges.ts';
import { requirements, serverCases } from '../../../conformance/servers/index.ts';
import { vectors } from '../../../conformance/vectors.ts';
import { isStep } from '../../../spec/index.ts';

/** The part of an address behind `#/corpus/`, such as `exchanges/headers/header-dpr`. */
export type Ref = string;

const exchangeRefs = new Map(exchanges.map(({ id, topic }) => [id, `exchanges/${topic}/${id}`]));
const serverIds = new Set(serverCases.map(({ id }) => id));
const requirementIds = new Set(requirements.map(({ id }) => id));

/** @throws RangeError for an unknown case */
export function exchangeRef(id: string): Ref {
  const ref = exchangeRefs.get(id);
  if (ref === undefined) throw new RangeError(`unknown exchange case "${id}"`);
  return ref;
}

export function vectorRef(algorithm: string, id: string): Ref {
  return `vectors/${algorithm}/${id}`;
}

/** Of a case in a result, such as `any-origin/max-age#2`; null for a pattern of several cases. */
export function serverRef(id: string): Ref | null {
  const name = id.replace(/^[^/]*\//, '').replace(/#.*$/, '');
  return serverIds.has(name) ? `servers/${name}` : null;
}

/** @throws RangeError for an unknown requirement */
export function requirementRef(id: string): Ref {
  if (!requirementIds.has(id)) throw new RangeError(`unknown requirement "${id}"`);
  return `requirements/${id}`;
}

/** @throws RangeError for a step that does not exist */
export function checkedStep(step: string): string {
  if (!isStep(step)) throw new RangeError(`unknown step "${step}"`);
  return step;
}

/** By the step that they cite: all cases of the corpus. */
export const refsByStep: ReadonlyMap<string, readonly Ref[]> = grouped();

function grouped(): Map<string, Ref[]> {
  const refs = new Map<string, Ref[]>();
  const add = (steps: readonly string[], ref: Ref) => {
    for (const step of new Set(steps)) {
      const known = refs.get(checkedStep(step));
      if (known === undefined) refs.set(step, [ref]);
      else known.push(ref);
    }
  };
  for (const [algorithm, cases] of Object.entries(vectors)) {
    for (const { id, steps } of cases) add(steps, vectorRef(algorithm, id));
  }
  for (const { id, steps, expect } of exchanges) {
    const decided = expect.flatMap((each) => ('path' in each ? each.path : []));
    add([...steps, ...decided], exchangeRef(id));
  }
  for (const { id, steps } of serverCases) add(steps, `servers/${id}`);
  return refs;
}
