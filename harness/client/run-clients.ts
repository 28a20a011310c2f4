/** What `cors-conformance client` does: opens clients one after the other, runs them, and reports. */
import { createHash } from 'node:crypto';
import { type ExchangeCase, exchanges } from '../../conformance/exchanges.ts';
import { InputError } from '../output/input-error.ts';
import { interruptedCode, interruptible } from '../output/interruption.ts';
import { checkReportFile } from '../output/report-file.ts';
import { dealt, type Shard } from '../run/shard.ts';
import { type ClientReport, type ClientShard, exitCodeOf } from './client-report.ts';
import { checkClientName, openClient } from './open-client.ts';
import type { OpenOptions } from './opened-client.ts';
import { reportedClients } from './reports/reported-client.ts';
import {
  type ReportOptions,
  verdictOnAll,
  writeReports,
  writesAsItGoes,
} from './reports/write-reports.ts';
import { runClient } from './run-client.ts';
import { checkWebDriverOptions, firstPortOf } from './webdriver/options.ts';
import type { Protocol } from './wire/protocols.ts';
import { startCaseServer } from './wire/start-case-server.ts';

export interface ClientOptions extends OpenOptions, ReportOptions {
  /** Only cases whose id or topic contains this. */
  readonly filter?: string;
  /** How many cases to generate, instead of those of the corpus, and where generating starts. */
  readonly runs?: number;
  readonly seed?: number;
  /** What the case server speaks; HTTP/1.1 without TLS if left out. */
  readonly protocol?: Protocol;
  /** Which part of the run this is. */
  readonly shard?: Shard;
  /** Whether what is found becomes what is known of the client. */
  readonly record?: boolean;
}

/** @returns the exit code
 *  @throws InputError */
export async function runClients(
  names: readonly string[],
  options: ClientOptions,
): Promise<number> {
  const { filter, runs, seed, shard, record, output, timeout, host, protocol } = options;
  const cases = casesFor(filter);
  if (seed !== undefined && runs === undefined) {
    throw new InputError('--seed: say with --runs how many cases to generate');
  }
  if (protocol !== undefined && protocol !== 'http1' && names.includes('webdriver')) {
    throw new InputError('--protocol: browsers of a WebDriver server do not trust the certificate');
  }
  if (shard !== undefined && runs !== undefined && seed === undefined) {
    throw new InputError(
      '--shard and --runs: say with --seed what to generate, the same everywhere',
    );
  }
  if (shard !== undefined && (record || names.includes('serve'))) {
    throw new InputError(
      `--shard does not apply to ${record ? '--record' : 'serve'}: leave it out`,
    );
  }
  if (record && names.includes('webdriver')) {
    throw new InputError('--record: name the engine itself, not webdriver');
  }
  if (record && (filter !== undefined || runs !== undefined)) {
    throw new InputError('--record needs all cases: leave out --filter and --runs');
  }
  checkWebDriverOptions(names, options);
  if (output !== undefined) await checkReportFile(output);
  if (names.includes('serve')) {
    if (names.length > 1) throw new InputError('serve: name no other client beside it');
    const { serve } = await import('./page/serve.ts');
    const where = { timeout, host: host ?? '127.0.0.1', protocol, verbose: options.verbose };
    return interruptible((interrupt) => serve(cases, where, interrupt));
  }
  if (host !== undefined && !names.includes('webdriver')) {
    throw new InputError('--host is only for serve and webdriver: leave it out');
  }
  for (const name of names) checkClientName(name);
  return interruptible(async (interrupt) => {
    const reports: ClientReport[] = [];
    try {
      for await (const report of reportsOn(names, cases, options, interrupt)) {
        reports.push(report);
        if (record) await (await import('./record.ts')).recordDeviations(report);
        if (writesAsItGoes(options)) await writeReports([report], options);
      }
    } finally {
      // What is known is reported even if a later client does not start.
      if (!writesAsItGoes(options) && reports.length > 0) await writeReports(reports, options);
    }
    if (writesAsItGoes(options) && reports.length === names.length) {
      process.stdout.write(verdictOnAll(reportedClients(reports)));
    }
    const codes = reports.map(exitCodeOf);
    return codes.includes(1) ? 1 : Math.max(...codes);
  });
}

/** Runs clients one after the other. If it is interrupted, the last report is about what was run. */
export async function* reportsOn(
  names: readonly string[],
  cases: readonly ExchangeCase[],
  options: OpenOptions & Pick<ClientOptions, 'runs' | 'seed' | 'shard' | 'protocol'>,
  interrupt: AbortSignal,
): AsyncGenerator<ClientReport, void, void> {
  for (const [index, name] of names.entries()) {
    const report = await reportOn(name, cases, options, interrupt);
    if (report !== null) yield report;
    const left = names.slice(report === null ? index : index + 1);
    if (interrupt.aborted) {
      if (left.length > 0) process.stderr.write(`Interrupted: ${left.join(', ')}: not run.\n`);
      return;
    }
  }
}

/** @returns null if it is interrupted before the first case */
async function reportOn(
  name: string,
  cases: readonly ExchangeCase[],
  options: Parameters<typeof reportsOn>[2],
  interrupt: AbortSignal,
): Promise<ClientReport | null> {
  const { runs, protocol, seed = Math.floor(Math.random() * 2 ** 31) } = options;
  const shard = options.shard === undefined ? undefined : shardOf(options.shard, cases, runs);
  const [host, firstPort] =
    name === 'webdriver' ? [options.host, firstPortOf(options)] : [undefined, undefined];
  const server = await startCaseServer(host, protocol, firstPort);
  try {
    const opened = await openClient(name, server, options, interrupt);
    const generated = runs === undefined ? undefined : { runs, seed };
    const { ended, close } = opened;
    const end = ended === undefined ? interrupt : AbortSignal.any([interrupt, ended]);
    const mine = dealt(cases, shard);
    return await runClient({
      server,
      opened,
      cases: mine,
      generated,
      shard,
      interrupt: end,
    }).finally(close);
  } catch (error) {
    if (interruptedCode(interrupt) !== null && error === interrupt.reason) return null;
    throw error;
  } finally {
    await server.close();
  }
}

function shardOf(
  shard: Shard,
  cases: readonly ExchangeCase[],
  runs: number | undefined,
): ClientShard {
  const corpus = createHash('sha256').update(JSON.stringify(exchanges)).digest('hex');
  // Generated cases have no ids.
  const due = runs === undefined ? cases.map(({ id }) => id) : [];
  return { ...shard, corpus, planned: runs ?? cases.length, due };
}

function casesFor(filter = ''): ExchangeCase[] {
  const cases = exchanges.filter(({ id, topic }) => id.includes(filter) || topic.includes(filter));
  if (cases.length === 0) {
    throw new InputError(`--filter ${filter}: no case has this in its id or topic`);
  }
  return cases;
}
