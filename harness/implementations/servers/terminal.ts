/** What the terminal says of the servers of a run. */
import { surprisesOf, tally } from './report.ts';
import type { Outcome } from './run-servers.ts';
import type { Row } from './scoreboard/row.ts';

/**
 * A line about a server, and the results that nobody has examined, if they are not too many.
 *
 * @param row what `results.json` says of it
 */
export function outcomeLines(outcome: Outcome, row: Row | undefined): string[] {
  switch (outcome.kind) {
    case 'not-run': {
      const last =
        row === undefined
          ? 'results.json has no result'
          : `results.json has ${row.version} of ${row.date}`;
      return [`${outcome.name}: not run: ${outcome.lack}; ${last}`];
    }
    case 'broken':
      return [`${outcome.name}: could not be judged: ${outcome.message}`];
    case 'judged': {
      const { name, report, building, judging } = outcome;
      const { server } = report;
      const times = `built in ${building.toFixed(1)} s, judged in ${judging.toFixed(1)} s`;
      return [
        `${name}: ${server.name} ${server.version}: ${tally(report)} (${times})`,
        ...shortened(surprisesOf(report), `reports/servers/${name}.json`).map(
          (line) => `  ${line}`,
        ),
      ];
    }
  }
}

const most = 20;

function shortened(lines: readonly string[], file: string): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `and ${lines.length - most} more: see ${file}`];
}

/**
 * How many servers were judged, and which were not, and why.
 *
 * @param due how many were to be judged
 */
export function closingLines(outcomes: readonly Outcome[], due: number, seconds: number): string[] {
  const judged = outcomes.filter(({ kind }) => kind === 'judged').length;
  const others = new Map<string, string[]>();
  for (const outcome of outcomes) {
    if (outcome.kind === 'judged') continue;
    const why = outcome.kind === 'broken' ? 'could not be judged' : `not run (${outcome.lack})`;
    others.set(why, [...(others.get(why) ?? []), outcome.name]);
  }
  return [
    `${judged} of ${due} servers judged in ${seconds.toFixed(0)} s`,
    ...[...others].map(([why, names]) => `${why}: ${names.join(', ')}`),
  ];
}
