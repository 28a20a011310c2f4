/** The report on a project for a terminal: the causes of each target, a table of targets, one verdict. */
import { type Colours, printable } from '../output/terminal.ts';
import { runCounts } from '../server/reports/report-words.ts';
import { countsOf, countsText } from '../server/reports/summary.ts';
import { textReport } from '../server/reports/text.ts';
import {
  type Conclusion,
  conclusionOf,
  type ProjectReport,
  type TargetReport,
} from './project-report.ts';
import { partText } from './shard.ts';

export function projectText(report: ProjectReport, colours: Colours, isVerbose = false): string {
  const { targets, summary, shard } = report;
  const lines = [
    ...targets.flatMap((target) => [...targetLines(target, colours, isVerbose), '']),
    ...tableLines(targets, colours),
    '',
    ...(shard === null ? [] : [partText(shard)]),
    `${coloured(summary.conclusion, colours)}  ${totalText(report)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function targetLines(target: TargetReport, colours: Colours, isVerbose: boolean): string[] {
  const { name, report, error, output } = target;
  return [
    colours.bold(`── ${printable(name)} ──`),
    ...(error === null ? [] : [printable(error)]),
    // The verdict of each target is in the table. That this is a shard is said once.
    ...(report === null
      ? []
      : textReport({ ...report, shard: null }, colours, isVerbose)
          .trimEnd()
          .split('\n')
          .slice(0, -1)),
    ...(output === null ? [] : outputLines(output, colours)),
  ];
}

/** The last lines of what a program printed. */
function outputLines(output: string, colours: Colours): string[] {
  const lines = output.split('\n').slice(-20);
  return [colours.bold('Output of the program'), ...lines.map((line) => `  ${printable(line)}`)];
}

function tableLines(targets: readonly TargetReport[], colours: Colours): string[] {
  const width = Math.max(...targets.map(({ name }) => name.length));
  return targets.map((target) => {
    const { name, report, error } = target;
    const conclusion = conclusionOf(target);
    const word =
      coloured(conclusion, colours) + ' '.repeat('INCOMPLETE'.length - conclusion.length);
    return `${printable(name.padEnd(width))}  ${word}  ${report === null ? printable(error ?? '') : runCounts(report.summary)}`;
  });
}

function totalText({ targets, summary }: ProjectReport): string {
  const results = targets.flatMap(({ report }) => report?.results ?? []);
  const not = targets.filter(({ report }) => report === null).length;
  const count = `${targets.length} ${targets.length === 1 ? 'target' : 'targets'}`;
  const isCutShort = targets.some(({ report }) => (report?.summary.cutShort ?? null) !== null);
  const isSilent = isCutShort && summary.conclusion !== 'INCOMPLETE';
  return `${count}${not === 0 ? '' : `, ${not} not run`}: ${countsText(countsOf(results))}${isSilent ? ', incomplete' : ''}`;
}

function coloured(conclusion: Conclusion, colours: Colours): string {
  return { PASSED: colours.green, FAILED: colours.red, INCOMPLETE: colours.yellow }[conclusion](
    conclusion,
  );
}
