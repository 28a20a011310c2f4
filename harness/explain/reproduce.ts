/** A `curl` line that repeats what decided. */
import { curlOf } from '../output/curl.ts';
import type { ReportedExchange } from '../output/exchange-json.ts';
import type { Story, ToldExchange } from './story/index.ts';

/** @returns null if nothing was sent. What was not sent is never in a line: it could change something. */
export function reproduceLine(story: Story, body: string | null, insecure: boolean): string | null {
  const exchange = decidingExchange(story);
  if (exchange === null) return null;
  const isWithBody = exchange.method === story.fetch.method && exchange.method !== 'OPTIONS';
  const { request } = asReported(exchange);
  return curlOf({ ...request, body: isWithBody ? body : null }, insecure);
}

/** @returns null if the browser sent what could change something: nobody has allowed to send it again */
export function reproduceRecorded(story: Story): string | null {
  const exchange = decidingExchange(story);
  if (exchange === null || !['GET', 'HEAD', 'OPTIONS'].includes(exchange.method)) return null;
  return curlOf(asReported(exchange).request);
}

/** As reports write exchanges. Secrets stay elided. */
export function asReported({
  method,
  url,
  headers,
  response,
  trouble,
}: ToldExchange): ReportedExchange {
  return { request: { method, url, headers, body: null }, response, cause: trouble };
}

function decidingExchange({ hops, obstacles: [first] }: Story): ToldExchange | null {
  const sent = hops.flatMap(({ preflight, request }) =>
    [preflight?.exchange, request?.exchange].filter(
      (exchange) => exchange?.isSent === true && !exchange.isBeyond,
    ),
  ) as ToldExchange[];
  const hop = first === undefined ? undefined : hops[first.hop - 1];
  const decided = first?.on === 'preflight' ? hop?.preflight?.exchange : hop?.request?.exchange;
  return decided ?? sent.at(-1) ?? null;
}
