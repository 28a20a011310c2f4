/** What several formats of a report say in the same words. */
import type { Cause, OutsideCause, Report } from './report.ts';

/** What was judged: the name and version of a testee, or a URL. */
export function subjectOf({ target: { testee, url } }: Report): string {
  return testee === null ? url : `${testee.name} ${testee.version}`;
}

/** Why the results are not the whole truth. */
export function warningsOf({ summary, others }: Report): string[] {
  const { exitCode, cutShort } = summary;
  const isInterrupted = exitCode === 130 || exitCode === 143;
  return [
    ...(cutShort === null ? [] : [sentence(cutShort)]),
    ...(isInterrupted && cutShort === null ? ['The run was interrupted.'] : []),
    ...others
      .filter(({ verdict }) => verdict === 'error')
      .map(({ why, results }) => `${counted(results.length, 'case')} could not be judged: ${why}`),
  ];
}

/** A list of known deviations that is no longer true fails the run: a sentence for each stale entry. */
export function staleDeviations({ summary }: Report): string[] {
  const { unknownDeviations, goneDeviations } = summary;
  return [
    ...unknownDeviations.map((id) => `${id} is listed, and matches no case of this target`),
    ...goneDeviations.map((id) => `${id} is listed, and all cases that it matches pass`),
  ];
}

/** Whether one cause outside CORS explains all failures of a cause. */
export function isExplained({ results }: Cause, outside: readonly OutsideCause[]): boolean {
  return outside.some((cause) => {
    const ids = new Set(cause.results);
    return results.every((id) => ids.has(id));
  });
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
