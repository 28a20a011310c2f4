/** `npm run testees`: the suite over every real server beside this file, or those that are named. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runAndReport, type ServerOptions } from '../../commands/server.ts';
import { reportMistake } from '../../output/ending.ts';
import { type Report, resultsTable, surprisesOf, tally } from './results-table.ts';
import { type RealServer, serverNames, startServer } from './start-server.ts';

const reportsFolder = fileURLToPath(new URL('../../../reports/servers', import.meta.url));
const tableFile = fileURLToPath(new URL('RESULTS.md', import.meta.url));

const named = process.argv.slice(2);
const unknown = named.find((name) => !serverNames.includes(name));

try {
  if (unknown !== undefined) {
    console.error(`${unknown} is no testee: there are ${serverNames.join(', ')}`);
    process.exitCode = 2;
  } else {
    await mkdir(reportsFolder, { recursive: true });
    const reports: Report[] = [];
    for (const name of named.length > 0 ? named : serverNames) reports.push(await judge(name));
    if (named.length === 0) await writeFile(tableFile, resultsTable(reports));
    process.exitCode = Math.max(...reports.map(({ summary }) => summary.exitCode));
  }
} catch (error) {
  process.exitCode = reportMistake(error);
}

/** Runs the suite over one server, and says what came of it. */
async function judge(name: string): Promise<Report> {
  const server = await startServer(name);
  const output = `${reportsFolder}/${name}.json`;
  try {
    await runAndReport(server.url, optionsFor(server, output));
  } finally {
    await server.close();
  }
  const report = { ...JSON.parse(await readFile(output, 'utf8')), server } as Report;
  console.log(`${server.name} ${server.version}: ${tally(report)}`);
  for (const line of surprisesOf(report)) console.log(`  ${line}`);
  return report;
}

function optionsFor({ policyFile, knownFailingFile }: RealServer, output: string): ServerOptions {
  return {
    ...(policyFile === undefined ? {} : { policy: policyFile }),
    knownFailing: knownFailingFile,
    level: 'should',
    report: 'json',
    output,
    concurrency: 16,
    timeout: 10_000,
    allowUnsafeMethods: true,
  };
}
