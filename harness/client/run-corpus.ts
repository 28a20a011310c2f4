/** One run of cases in one client. */
import { type ExchangeCase, fetchDefaults, type Origins } from '../../conformance/exchanges.ts';
import { isCorsPreflightRequest } from '../../reference/index.ts';
import { asXMLHttpRequest } from './as-xhr.ts';
import type { ClientDifference } from './differences.ts';
import { judge } from './judge.ts';
import type { Client } from './seen.ts';
import type { CaseServer, RunningCase } from './wire/case-server.ts';
import { exchangeLines } from './wire/exchange-lines.ts';

/** What a case shows of a client, before anyone asks whether that was known. */
export interface CaseResult {
  readonly case: ExchangeCase;
  readonly verdict: 'pass' | 'fail' | 'skip' | 'error';
  /** How it differs from the standard. */
  readonly differences: readonly ClientDifference[];
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
  readonly onResult: (result: CaseResult) => void;
}

/** @returns the results in the order of the cases */
export async function runCorpus(run: CorpusRun): Promise<CaseResult[]> {
  const results = new Map<ExchangeCase, CaseResult>();
  // Those that wait come last, and wait together.
  const queue = [...run.cases].sort((a, b) => waitOf(a) - waitOf(b))[Symbol.iterator]();
  const work = async () => {
    for (const exchangeCase of queue) {
      const result = await runCase(run, exchangeCase);
      results.set(exchangeCase, result);
      run.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: run.client.concurrency }, work));
  return run.cases.map((exchangeCase) => results.get(exchangeCase) as CaseResult);
}

async function runCase(run: CorpusRun, exchangeCase: ExchangeCase): Promise<CaseResult> {
  const { server, client } = run;
  const adapted = adapt(exchangeCase, client);
  const noted = { case: exchangeCase, differences: [], reason: null };
  if (typeof adapted === 'string') {
    return { ...noted, verdict: 'skip', reason: adapted, exchange: [] };
  }
  const running = server.add(adapted, run.origins);
  try {
    const differences = judge(running, await client.run(running));
    const verdict = differences.length === 0 ? 'pass' : 'fail';
    return { ...noted, verdict, differences, exchange: exchangeLines(running) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...noted, verdict: 'error', reason, exchange: exchangeLines(running) };
  } finally {
    server.remove(running);
  }
}

/** @returns the case as the client can take it, or why it cannot */
function adapt(exchangeCase: ExchangeCase, client: Client): ExchangeCase | string {
  const lacking = exchangeCase.requires.find((feature) => !client.features.includes(feature));
  if (lacking !== undefined) return lackingFeature[lacking];
  if (client.features.includes('fetch')) return exchangeCase;
  return asXMLHttpRequest(exchangeCase) ?? 'the client has no fetch()';
}

const lackingFeature: Readonly<Record<ExchangeCase['requires'][number], string>> = {
  cookies: 'the client has no cookies',
  http2: 'the case server speaks HTTP/1.1 only',
  'preflight-cache': 'the client has no preflight cache',
  'request-streams': 'the client sends no streams',
  xhr: 'the client has no XMLHttpRequest',
};

function waitOf({ given }: ExchangeCase): number {
  return given.fetches.reduce((sum, { after }) => sum + after, 0);
}

/** What the client makes of the two questions that every implementation of CORS answers. */
export async function implementsCORS(
  server: CaseServer,
  client: Client,
  origins: Origins,
): Promise<boolean> {
  const given = await probe(server, client, origins, 'GET');
  const put = await probe(server, client, origins, 'PUT');
  return !(given.isShared && put.isShared && !put.isPreflighted);
}

async function probe(server: CaseServer, client: Client, origins: Origins, method: string) {
  const running: RunningCase = server.add(probeCase(method), origins);
  try {
    const [seen] = await client.run(running);
    const isShared = seen !== undefined && 'status' in seen && seen.status === 200;
    return { isShared, isPreflighted: running.requests.some(isCorsPreflightRequest) };
  } finally {
    server.remove(running);
  }
}

/** A response that nobody shares. */
function probeCase(method: string): ExchangeCase {
  return {
    id: `probe-${method.toLowerCase()}`,
    topic: '',
    steps: [],
    atRisk: null,
    requires: [],
    given: {
      fetches: [
        {
          ...fetchDefaults,
          page: 'A',
          url: '{B}/',
          method,
        },
      ],
      cookies: [],
      server: [{ on: { origin: 'B' }, status: 200, headers: [], body: 'secret' }],
    },
    expect: [],
    why: '',
  };
}
