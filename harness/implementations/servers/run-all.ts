/** `npm run testees`: builds and starts real servers, and runs the suite over each. */
import { Command } from 'commander';
import { isListedVersion } from '../../deviations/known-deviations.ts';
import { runCommand } from '../../output/ending.ts';
import { InputError } from '../../output/input-error.ts';
import { interruptible } from '../../output/interruption.ts';
import { implementationOf, knownDeviationsOf, serverNames } from './implementations.ts';
import { lackOf } from './installed.ts';
import { isWhole, type Report } from './report.ts';
import { type Outcome, runServers } from './run-servers.ts';
import { readRows, withRows, writeScoreboard } from './scoreboard/files.ts';
import { type Row, rowOf, saysTheSame } from './scoreboard/row.ts';
import { type Selection, selectedNames } from './selection.ts';
import { closingLines, outcomeLines } from './terminal.ts';

interface Options extends Selection {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly repeat?: boolean;
  readonly packages?: boolean;
}

const program = new Command('npm run testees --')
  .description('Runs the cases against the real servers in harness/implementations/servers.')
  .argument('[names...]', 'which servers; without any, those that need only Node.js and python3')
  .option('--language <language>', 'all servers in this language')
  .option('--all', 'all servers')
  .option('--write', 'updates results.json, and RESULTS.md and the badges, which are made from it')
  .option('--check', 'fails if a server of the same version is not as results.json says')
  .option('--repeat', 'judges a server that fails once more: on a busy machine, responses are late')
  .option('--packages', 'only prints the Debian packages that provide what is missing')
  .action(async (names: string[], options: Options) => {
    if (options.write && options.check) {
      throw new InputError('--write and --check: leave one out; what is written needs no check');
    }
    const chosen = selectedNames(names, options);
    if (options.packages) console.log(missingPackages(chosen).join('\n'));
    else process.exitCode = await interruptible((interrupt) => runAll(chosen, options, interrupt));
  });

await runCommand(program);

/** @returns the exit code */
async function runAll(
  names: readonly string[],
  options: Options,
  interrupt: AbortSignal,
): Promise<number> {
  const { exitCode, failing } = await runOnce(names, options, interrupt);
  if (!options.repeat || failing.length === 0 || interrupt.aborted) return exitCode;
  console.log(`\nOnce more: ${failing.join(', ')}`);
  return (await runOnce(failing, options, interrupt)).exitCode;
}

async function runOnce(
  names: readonly string[],
  { write = false, check = false }: Options,
  interrupt: AbortSignal,
): Promise<{ readonly exitCode: number; readonly failing: readonly string[] }> {
  const start = performance.now();
  const old = readRows();
  const exitCodes = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const found: Row[] = [];
  for await (const outcome of runServers(names, interrupt)) {
    const { name } = outcome;
    const before = old.find(({ id }) => id === name);
    const row = rowFrom(outcome);
    outcomes.push(outcome);
    if (row !== null) found.push(row);
    for (const line of outcomeLines(outcome, before)) console.log(line);
    exitCodes.set(name, exitCodeOf(outcome));
    if (check && row !== null && row.version === before?.version && !saysTheSame(before, row)) {
      console.log('  results.json does not say this: run it with --write');
      exitCodes.set(name, Math.max(exitCodeOf(outcome), 1));
    }
  }
  if (write) writeRows(old, withRows(old, found, serverNames));
  const seconds = (performance.now() - start) / 1000;
  for (const line of closingLines(outcomes, names.length, seconds)) console.log(line);
  const failing = [...exitCodes].filter(([, code]) => code !== 0).map(([name]) => name);
  return { exitCode: Math.max(0, ...exitCodes.values()), failing };
}

function writeRows(old: readonly Row[], rows: readonly Row[]): void {
  writeScoreboard(rows);
  const changed = rows.filter((row) => !old.includes(row)).map(({ id }) => id);
  const text = changed.length > 0 ? `has new rows: ${changed.join(', ')}` : 'stays as it is';
  console.log(`results.json ${text}`);
}

/** @returns null if there is nothing to say of the server, or not all */
function rowFrom(outcome: Outcome): Row | null {
  if (outcome.kind !== 'judged' || !isWhole(outcome.report)) return null;
  const { name: id, report } = outcome;
  const implementation = implementationOf(id);
  const date = new Date().toISOString().slice(0, 10);
  return rowOf({ id, implementation, knownDeviations: knownDeviationsOf(id), report, date });
}

function exitCodeOf(outcome: Outcome): number {
  if (outcome.kind === 'not-run') return 0;
  if (outcome.kind === 'broken') return 2;
  const { server, summary }: Report = outcome.report;
  const isWarning =
    summary.exitCode === 1 && !isListedVersion(knownDeviationsOf(outcome.name), server.version);
  return isWarning ? 0 : summary.exitCode;
}

function missingPackages(names: readonly string[]): string[] {
  const lacking = names.map(implementationOf).filter((one) => lackOf(one) !== null);
  return [...new Set(lacking.flatMap(({ debian = [] }) => debian))].sort();
}
