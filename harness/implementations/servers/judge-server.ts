/** Starts a server that is built, runs the suite over it, and stops it. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAndReport, type ServerRunOptions } from '../../server/run-and-report.ts';
import { contractMismatches } from './contract.ts';
import { ProgramError } from './processes.ts';
import type { Report } from './report.ts';
import { type RealServer, startServer } from './start-server.ts';

const reportsFolder = fileURLToPath(new URL('../../../reports/servers', import.meta.url));

/** Runs the suite over one server.
 *  @throws ProgramError or InputError if the server cannot be judged */
export async function judgeServer(name: string, interrupt: AbortSignal): Promise<Report> {
  const server = await startServer(name, interrupt);
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
  return { ...report, server };
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
