/** For any browser that can open a URL, by hand, on this machine or another. */
import { networkInterfaces } from 'node:os';
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import { DeviationList } from '../../deviations/known-deviations.ts';
import { coloursFor } from '../../output/terminal.ts';
import { type ClientReport, conclusionOf } from '../client-report.ts';
import { type JudgedResult, withKnown } from '../known.ts';
import { textReport } from '../reports/client-text.ts';
import { detailsOf } from '../reports/difference-text.ts';
import { runCorpus } from '../run-corpus.ts';
import { CaseServer } from '../wire/case-server.ts';
import { hostPages } from './page-host.ts';
import type { PageSession } from './page-session.ts';

/** Serves until it is interrupted. */
export async function serve(cases: readonly ExchangeCase[], timeout: number): Promise<number> {
  const server = await CaseServer.start(true);
  hostPages(server, {
    timeout,
    identify: (userAgent) => ({ name: userAgent, version: '' }),
    onSession: (page) => {
      runSession(server, page, cases).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      });
    },
  });
  const urls = ['localhost', ...addresses()].map((host) => `  ${server.originsAt(host).A}/`);
  process.stdout.write(
    `Open one of these in any browser:\n${urls.join('\n')}\n` +
      'Other machines reach those with an address; there A, B and C are of one site. Ctrl-C ends it.\n',
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await server.close();
  return 130;
}

function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

async function runSession(
  server: CaseServer,
  page: PageSession,
  cases: readonly ExchangeCase[],
): Promise<void> {
  const results: JudgedResult[] = [];
  page.announce(page.name, cases.length);
  await runCorpus({
    server,
    client: page,
    origins: page.origins,
    cases,
    onResult: (result) => {
      const judged = withKnown(result, new DeviationList());
      results.push(judged);
      const { id, why } = judged.case;
      page.show({ id, verdict: judged.verdict, details: detailsOf(judged), why });
    },
  });
  const { name: client, version, features } = page;
  const date = new Date().toISOString().slice(0, 10);
  const report: ClientReport = {
    client,
    version,
    date,
    features,
    implementsCORS: true,
    results,
    known: null,
    unmatched: [],
    generated: null,
  };
  page.finish(conclusionOf(report));
  process.stdout.write(`\n${textReport(report, coloursFor(process.stdout))}`);
}
