/** Runs the cases of the corpus in one client. */
import type { ExchangeCase, Origins } from '../../conformance/exchanges.ts';
import { interruption } from '../output/interruption.ts';
import { asXMLHttpRequest } from './as-xhr.ts';
import type { Client } from './client.ts';
import type { ClientDifference } from './differences.ts';
import { judge } from './judge.ts';
import type { CaseServer } from './wire/case-server.ts';
import { exchangeLines } from './wire/exchange-lines.ts';
import { type ConnectionFeature, connectionFeatures, type Protocol } from './wire/protocols.ts';

/** What a case shows of a client, whether or not that was known. */
export interface CaseResult {
  readonly case: ExchangeCase;
  readonly verdict: 'pass' | 'fail' | 'skip' | 'error';
  /** How it differs from the standard. */
  readonly differences: readonly ClientDifference[];
  /** Whether it sent a preflight that its cache could have made unnecessary, which is not a failure. */
  readonly asksAgain: boolean;
  /** Why it was skipped, or what broke; else null. */
  readonly reason: string | null;
  /** What was sent and answered. */
  readonly exchange: readonly string[];
}

export interface CorpusRun {
  readonly server: CaseServer;
  readonly client: Client;
  readonly origins: Origins;
  readonly cases: readonly ExchangeCase[];
  readonly onResult?: (result: CaseResult) => void;
  readonly interrupt?: AbortSignal;
}

/** @returns the results in the order of the cases; not all of them if it was interrupted */
export async function runCorpus(run: CorpusRun): Promise<CaseResult[]> {
  const { cases, client, onResult, interrupt = new AbortController().signal } = run;
  const results = new Map<ExchangeCase, CaseResult>();
  const interrupted = interruption(interrupt);
  const complete = async (exchangeCase: ExchangeCase) => {
    const result = await Promise.race([runCase(run, exchangeCase), interrupted]);
    results.set(exchangeCase, result);
    onResult?.(result);
  };
  const queue = cases.filter((each) => !waits(each)).values();
  const work = async () => {
    for (const exchangeCase of queue) await complete(exchangeCase);
  };
  try {
    await Promise.all(Array.from({ length: client.concurrency }, work));
    // Those that wait do so side by side, and last: the preflight cache of Firefox has 100 entries, and
    // the other cases would displace theirs.
    await Promise.all(cases.filter(waits).map(complete));
  } catch (error) {
    if (!interrupt.aborted) throw error;
  }
  return cases.flatMap((exchangeCase) => results.get(exchangeCase) ?? []);
}

async function runCase(run: CorpusRun, exchangeCase: ExchangeCase): Promise<CaseResult> {
  const { server, client } = run;
  const adapted = adapt(exchangeCase, client, server.protocol);
  const noted = { case: exchangeCase, differences: [], asksAgain: false, reason: null };
  if (typeof adapted === 'string') {
    return { ...noted, verdict: 'skip', reason: adapted, exchange: [] };
  }
  const running = server.add(adapted, run.origins);
  try {
    const { differences, asksAgain } = judge(running, await client.run(running));
    const verdict = differences.length === 0 ? 'pass' : 'fail';
    return { ...noted, verdict, differences, asksAgain, exchange: exchangeLines(running) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...noted, verdict: 'error', reason, exchange: exchangeLines(running) };
  } finally {
    server.remove(running);
  }
}

/** @returns the case as the client can take it, or why it cannot */
function adapt(
  exchangeCase: ExchangeCase,
  client: Client,
  protocol: Protocol,
): ExchangeCase | string {
  const connection = connectionFeatures(protocol);
  for (const feature of exchangeCase.requires) {
    if (isOfConnection(feature)) {
      if (!connection.includes(feature)) return neededProtocol[feature];
    } else if (!client.features.includes(feature)) return lackingFeature[feature];
  }
  for (const { initiator } of exchangeCase.given.fetches) {
    if (initiator !== null && !client.features.includes(initiator)) {
      return `the client does not support the initiator ${initiator}`;
    }
  }
  if (client.features.includes('fetch')) return exchangeCase;
  return asXMLHttpRequest(exchangeCase) ?? 'the client has no fetch()';
}

type Required = ExchangeCase['requires'][number];

const neededProtocol: Readonly<Record<ConnectionFeature, string>> = {
  http1: 'the case is about HTTP/1.1',
  http2: 'the case needs HTTP/2',
  https: 'the case needs pages of https: origins',
};

function isOfConnection(feature: Required): feature is ConnectionFeature {
  return Object.hasOwn(neededProtocol, feature);
}

const lackingFeature: Readonly<Record<Exclude<Required, ConnectionFeature>, string>> = {
  cookies: 'the client has no cookies',
  'framed-pages': 'the client has no pages in frames of other origins',
  'preflight-cache': 'the client has no preflight cache',
  'request-streams': 'the client does not send streams',
  xhr: 'the client has no XMLHttpRequest',
};

function waits({ given }: ExchangeCase): boolean {
  return given.fetches.some(({ after }) => after > 0);
}
