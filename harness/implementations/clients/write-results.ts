/** `npm run clients:results`: runs every client of the results, and writes RESULTS.md and results.json. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { exchanges } from '../../../conformance/exchanges.ts';
import {
  type ClientReport,
  exitCodeOf,
  isAsListed,
  verdictLine,
} from '../../client/client-report.ts';
import { matrixReport } from '../../client/reports/client-json.ts';
import { markdownReport } from '../../client/reports/client-markdown.ts';
import { reportedClients } from '../../client/reports/reported-client.ts';
import { reportsOn } from '../../client/run-clients.ts';
import { runCommand } from '../../output/ending.ts';
import { interruptible } from '../../output/interruption.ts';

const clients = ['chromium', 'firefox', 'webkit', 'jsdom', 'happy-dom'];

const program = new Command('npm run clients:results')
  .description(`Runs ${clients.join(', ')}, and writes RESULTS.md and results.json.`)
  .action(async () => {
    process.exitCode = await interruptible(writeResults);
  });

await runCommand(program);

/** @returns the exit code */
async function writeResults(interrupt: AbortSignal): Promise<number> {
  const reports: ClientReport[] = [];
  for await (const report of reportsOn(clients, exchanges, { timeout: 10_000 }, interrupt)) {
    console.log(`${report.client} ${report.version}: ${verdictLine(report)}`);
    reports.push(report);
  }
  if (interrupt.aborted) return 0;
  // The results are about what was examined by a person.
  const unexamined = reports.filter((report) => !isAsListed(report));
  if (unexamined.length > 0) {
    const names = unexamined.map(({ client }) => client).join(' ');
    console.log(`Nothing is written. Look into it: cors-conformance client ${names}`);
    return Math.max(1, ...unexamined.map(exitCodeOf));
  }
  await writeFile(new URL('RESULTS.md', import.meta.url), markdownReport(reportedClients(reports)));
  await writeFile(new URL('results.json', import.meta.url), matrixReport(reports));
  return 0;
}
