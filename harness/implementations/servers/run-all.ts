/** `npm run testees`: the suite over every real server beside this file, or those that are named. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, Command } from 'commander';
import { runCommand } from '../../output/ending.ts';
import { runAndReport, type ServerRunOptions } from '../../server/run-and-report.ts';
import { type Report, resultsTable, surprisesOf, tally } from './results-table.ts';
import { type RealServer, serverNames, startServer } from './start-server.ts';

const reportsFolder = fileURLToPath(new URL('../../../reports/servers', import.meta.url));
const tableFile = fileURLToPath(new URL('RESULTS.md', import.meta.url));

const program = new Command('npm run testees --')
  .description('Runs the cases against the real servers in harness/implementations/servers.')
  .addArgument(
    new Argument('[servers...]', 'only these; without any, all of them').choices(serverNames),
  )
  .action(async (named: string[]) => {
    process.exitCode = await runAll(named);
  });

await runCommand(program);

/** @returns the exit code */
async function runAll(named: readonly string[]): Promise<number> {
  const reports: Report[] = [];
  for (const name of named.length > 0 ? named : serverNames) {
    const report = await judge(name);
    // Interrupted: the others are not to run either.
    if (report.summary.exitCode > 2) return report.summary.exitCode;
    reports.push(report);
  }
  if (named.length === 0) await writeFile(tableFile, resultsTable(reports));
  return Math.max(...reports.map(({ summary }) => summary.exitCode));
}

/** Runs the suite over one server, and says what came of it. */
async function judge(name: string): Promise<Report> {
  const output = `${reportsFolder}/${name}.json`;
  await mkdir(dirname(output), { recursive: true });
  const server = await startServer(name);
  try {
    await runAndReport(new URL(server.url), optionsFor(server, output));
  } finally {
    await server.close();
  }
  const report = { ...JSON.parse(await readFile(output, 'utf8')), server } as Report;
  console.log(`${server.name} ${server.version}: ${tally(report)}`);
  for (const line of surprisesOf(report)) console.log(`  ${line}`);
  return report;
}

function optionsFor(
  { policyFile, knownDeviationsFile }: RealServer,
  output: string,
): ServerRunOptions {
  return {
    ...(policyFile === undefined ? {} : { policy: policyFile }),
    knownDeviations: knownDeviationsFile,
    level: 'should',
    report: 'json',
    output,
    concurrency: 16,
    timeout: 10_000,
    allowUnsafeMethods: true,
  };
}
