/** `npm run testees`: builds and starts real servers, and runs the suite over each. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runCommand } from '../../output/ending.ts';
import { InputError } from '../../output/input-error.ts';
import { interruptedCode, interruptible } from '../../output/interruption.ts';
import { runAndReport, type ServerRunOptions } from '../../server/run-and-report.ts';
import { contractMismatches } from './contract.ts';
import { implementationOf, needsNothingElse, serverNames } from './implementations.ts';
import { lackOf } from './installed.ts';
import { ProgramError } from './processes.ts';
import { type Report, resultsTable, surprisesOf, tally } from './results-table.ts';
import { type RealServer, startServer } from './start-server.ts';

const reportsFolder = fileURLToPath(new URL('../../../reports/servers', import.meta.url));
const tableFile = fileURLToPath(new URL('RESULTS.md', import.meta.url));

interface Selection {
  readonly language?: string;
  readonly all?: boolean;
}

const program = new Command('npm run testees --')
  .description(
    'Runs the cases against the real servers in harness/implementations/servers. A run without ' +
      'arguments also writes RESULTS.md.',
  )
  .argument('[names...]', 'which servers; without any, those that need only Node.js and python3')
  .option('--language <language>', 'all servers in this language')
  .option('--all', 'all servers')
  .action(async (names: string[], selection: Selection) => {
    const isDefault = names.length === 0 && Object.keys(selection).length === 0;
    const chosen = selectedNames(names, selection);
    process.exitCode = await interruptible((interrupt) => runAll(chosen, isDefault, interrupt));
  });

await runCommand(program);

/** @throws InputError */
function selectedNames(names: readonly string[], { language, all }: Selection): readonly string[] {
  const unknown = names.find((name) => !serverNames.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`unknown server ${unknown}: choose from ${serverNames.join(', ')}`);
  }
  if (all) return serverNames;
  if (language !== undefined) {
    const inLanguage = serverNames.filter((name) => name.startsWith(`${language}/`));
    if (inLanguage.length > 0) return inLanguage;
    const languages = new Set(serverNames.map((name) => name.split('/')[0]));
    throw new InputError(`unknown language ${language}: choose from ${[...languages].join(', ')}`);
  }
  return names.length > 0 ? names : serverNames.filter(needsNothingElse);
}

/** @returns the exit code */
async function runAll(
  names: readonly string[],
  writesTable: boolean,
  interrupt: AbortSignal,
): Promise<number> {
  const exitCodes = [0];
  const reports: Report[] = [];
  for (const name of names) {
    const lack = lackOf(implementationOf(name));
    if (lack !== null) {
      console.log(`${name}: not run: ${lack}`);
      continue;
    }
    try {
      const report = await judge(name, interrupt);
      if (interrupt.aborted) break;
      print(name, report);
      exitCodes.push(report.summary.exitCode);
      reports.push(report);
    } catch (error) {
      if (interrupt.aborted) break;
      if (!(error instanceof ProgramError)) throw error;
      console.log(`${name}: ${error.message}`);
      exitCodes.push(2);
    }
  }
  const interrupted = interruptedCode(interrupt);
  if (interrupted !== null) return interrupted;
  if (writesTable && reports.length === names.length) {
    await writeFile(tableFile, resultsTable(reports));
  } else if (writesTable) {
    console.log('RESULTS.md stays as it is, because some servers were not run.');
  }
  return Math.max(...exitCodes);
}

/** A report, and how long it took, in seconds. */
interface TimedReport extends Report {
  readonly preparation: number;
  readonly total: number;
}

/** Runs the suite over one server.
 *  @throws ProgramError if the server cannot be judged */
async function judge(name: string, interrupt: AbortSignal): Promise<TimedReport> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const server = await startServer(name, interrupt);
  const preparation = seconds();
  const output = `${reportsFolder}/${name}.json`;
  await mkdir(dirname(output), { recursive: true });
  try {
    const mismatches = server.policyFile === undefined ? await contractMismatches(server.url) : [];
    if (mismatches.length > 0) {
      throw new ProgramError(`not a testee:\n  ${mismatches.slice(0, 5).join('\n  ')}`);
    }
    await runAndReport(new URL(server.url), optionsFor(server, output));
  } finally {
    await server.close();
  }
  const report = JSON.parse(await readFile(output, 'utf8')) as Report;
  return { ...report, server, preparation, total: seconds() };
}

/** A line about a server, how long it took, and what nobody has looked at yet. */
function print(name: string, report: TimedReport): void {
  const { server, preparation, total } = report;
  console.log(`${name}: ${server.name} ${server.version}: ${tally(report)}`);
  console.log(`  ${total.toFixed(1)} s, ${preparation.toFixed(1)} s of it until it answered`);
  for (const line of surprisesOf(report)) console.log(`  ${line}`);
}

function optionsFor(
  { policyFile, knownDeviationsFile }: RealServer,
  output: string,
): ServerRunOptions {
  return {
    ...(policyFile === undefined ? {} : { policy: policyFile }),
    ...(knownDeviationsFile === undefined ? {} : { knownDeviations: knownDeviationsFile }),
    level: 'should',
    report: 'json',
    output,
    concurrency: 16,
    timeout: 10_000,
    allowUnsafeMethods: true,
  };
}
