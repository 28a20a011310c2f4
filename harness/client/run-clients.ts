/** What `cors-conformance client` does: opens clients one after the other, runs, and reports. */
import { writeFile } from 'node:fs/promises';
import { type ExchangeCase, exchanges } from '../../conformance/exchanges.ts';
import type { ClientOptions } from '../commands/client.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { coloursFor, noColours } from '../output/terminal.ts';
import { type ClientReport, conclusionOf, exitCodeOf } from './client-report.ts';
import type { GeneratedRun } from './generated/run-generated.ts';
import { type JudgedResult, readKnown, withKnown } from './known.ts';
import { type OpenClient, openClient } from './open-client.ts';
import { jsonReport, matrixReport } from './reports/client-json.ts';
import { markdownReport } from './reports/client-markdown.ts';
import { progressLine, textReport } from './reports/client-text.ts';
import { detailsOf } from './reports/difference-text.ts';
import { implementsCORS, runCorpus } from './run-corpus.ts';
import { CaseServer } from './wire/case-server.ts';

/** @returns the exit code */
export async function runClients(
  names: readonly string[],
  options: ClientOptions,
): Promise<number> {
  const cases = casesFor(options.filter);
  if (names.includes('serve')) {
    if (names.length > 1) throw new InputError('serve: name no other client beside it');
    const { serve } = await import('./page/serve.ts');
    return serve(cases, options.timeout);
  }
  const reports: ClientReport[] = [];
  for (const name of names) {
    const report = await runClient(name, cases, options);
    reports.push(report);
    if (options.record) await (await import('./record.ts')).recordDeviations(report);
    if (options.report === 'text') await write(textReport(report, coloursOf(options)), options);
  }
  if (options.report === 'json') await write(jsonReport(reports), options);
  if (options.report === 'matrix') await write(matrixReport(reports), options);
  if (options.report === 'markdown') await write(markdownReport(reports), options);
  const codes = reports.map(exitCodeOf);
  return codes.includes(1) ? 1 : Math.max(...codes);
}

function casesFor(filter = ''): ExchangeCase[] {
  const cases = exchanges.filter(({ id, topic }) => id.includes(filter) || topic.includes(filter));
  if (cases.length === 0)
    throw new InputError(`--filter ${filter}: no case has this in its id or topic`);
  return cases;
}

async function runClient(
  name: string,
  cases: readonly ExchangeCase[],
  options: ClientOptions,
): Promise<ClientReport> {
  const server = await CaseServer.start();
  const stop = onInterrupt(() => opened?.close());
  let opened: OpenClient | undefined;
  try {
    opened = await openClient(name, server, options);
    return await report(server, opened, cases, options);
  } finally {
    stop();
    await opened?.close();
    await server.close();
  }
}

/** A browser must not stay behind when its run is interrupted. */
function onInterrupt(close: () => Promise<void> | undefined): () => void {
  const interrupt = async () => {
    await close();
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
}

async function report(
  server: CaseServer,
  { client, origins, page }: OpenClient,
  cases: readonly ExchangeCase[],
  options: ClientOptions,
): Promise<ClientReport> {
  const { name, version, features } = client;
  const known = await readKnown(name);
  const list = new DeviationList(known ?? undefined);
  const results: JudgedResult[] = [];
  let generated: GeneratedRun | null = null;
  page?.announce(`${name} ${version}`, options.runs === undefined ? cases.length : options.runs);
  const isClient = await implementsCORS(server, client, origins);
  if (isClient && options.runs === undefined) {
    const found = await runCorpus({
      server,
      client,
      origins,
      cases,
      onResult: (result) => {
        const judged = withKnown(result, list);
        results.push(judged);
        page?.show(shown(judged));
        progress(progressLine(results, cases.length));
      },
    });
    const order = new Map(found.map((result, index) => [result.case, index]));
    results.sort((a, b) => (order.get(a.case) ?? 0) - (order.get(b.case) ?? 0));
  } else if (isClient && options.runs !== undefined) {
    const { runGenerated } = await import('./generated/run-generated.ts');
    const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
    const { runs } = options;
    const onProgress = (done: number) => progress(`${done} of ${runs} generated cases`);
    generated = await runGenerated({ server, client, origins, runs, seed, onProgress });
  }
  progress('');
  const date = new Date().toISOString().slice(0, 10);
  const done: ClientReport = {
    client: name,
    version,
    date,
    features,
    implementsCORS: isClient,
    results,
    known,
    unmatched: [],
    generated,
  };
  page?.finish(conclusionOf(done));
  return done;
}

export function shown(result: JudgedResult) {
  const { id, why } = result.case;
  return { id, verdict: result.verdict, details: detailsOf(result), why };
}

/** Where a person watches. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}

function coloursOf({ output }: ClientOptions) {
  return output === undefined ? coloursFor(process.stdout) : noColours;
}

async function write(text: string, { output, report }: ClientOptions): Promise<void> {
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text, { flag: report === 'text' ? 'a' : 'w' });
}
