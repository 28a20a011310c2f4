/** Updates `fetch.json` with facts from the standard, and keeps our own texts. Also formats
 *  `reasons.json`, which is an excerpt of it. */
import { align, nest, type Pair, type StepNode } from './align.ts';
import type { Algorithm, Standard, Step } from './index.ts';
import type { OutlineEntry, OutlineStep } from './outline.ts';

type Known = Step & StepNode;

/**
 * Updates `map` to `outline`.
 *
 * @returns the map, and the entries and steps that need a gist
 */
export function refresh(
  map: Standard,
  outline: readonly OutlineEntry[],
): { map: Standard; toWrite: string[] } {
  const toWrite: string[] = [];
  const algorithms = outline.map((entry): Algorithm => {
    const known = map.algorithms.find(({ id }) => id === entry.id);
    const pairs = align<Known, OutlineStep>(nest(known?.steps ?? []), entry.steps);
    const gist = known?.gist ?? '';
    if (gist === '') toWrite.push(entry.id);
    const { steps, ...facts } = entry;
    const covered = known?.unmodelled;
    return {
      ...facts,
      gist,
      ...(covered === undefined ? {} : { unmodelled: covered }),
      steps: steps.flatMap((step) =>
        annotate(entry.id, step, pairs, covered !== undefined, toWrite),
      ),
    };
  });
  return { map: { ...map, algorithms }, toWrite };
}

/** A step with our texts, then its substeps, which have only digests if the step is unmodelled. */
function annotate(
  id: string,
  { number, digest, returns, steps }: OutlineStep,
  pairs: readonly Pair<Known, OutlineStep>[],
  covered: boolean,
  toWrite: string[],
): Step[] {
  const old = pairs.find((pair) => pair.new?.number === number)?.old;
  const { gist = '', reason, unmodelled } = old ?? {};
  if (!covered && gist === '') toWrite.push(`${id}/${number}`);
  const below = steps.flatMap((substep) =>
    annotate(id, substep, pairs, covered || unmodelled !== undefined, toWrite),
  );
  if (covered) return [{ number, digest }, ...below];
  const step: Step = {
    number,
    digest,
    gist,
    ...(reason === undefined ? {} : { reason }),
    ...(returns ? { returns } : {}),
    ...(unmodelled === undefined ? {} : { unmodelled }),
  };
  return [step, ...below];
}

/** JSON with one line for each step, so that a change of the standard gives a readable diff. */
export function formatMap({ url, commit, date, algorithms }: Standard): string {
  const head = Object.entries({ url, commit, date }).map(([key, value]) => member(key, value));
  const body = algorithms.map(({ steps, ...facts }) => {
    const lines = Object.entries(facts).map(([key, value]) => `      ${member(key, value)}`);
    const list = steps.map((step) => `\n        ${oneLine(step)}`).join(',');
    lines.push(`      "steps": [${list}${list === '' ? '' : '\n      '}]`);
    return `    {\n${lines.join(',\n')}\n    }`;
  });
  const indented = head.map((line) => `  ${line}`).join(',\n');
  return `{\n${indented},\n  "algorithms": [\n${body.join(',\n')}\n  ]\n}\n`;
}

/** The content of `reasons.json`: the reason of each step that refuses. */
export function formatReasons({ algorithms }: Standard): string {
  const reasons = algorithms.flatMap(({ id, steps }) =>
    steps.flatMap(({ number, reason }) =>
      reason === undefined ? [] : [[`${id}/${number}`, reason]],
    ),
  );
  return `${JSON.stringify(Object.fromEntries(reasons), null, 2)}\n`;
}

function oneLine(step: Step): string {
  const members = Object.entries(step).map(([key, value]) => member(key, value));
  return `{ ${members.join(', ')} }`;
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}
