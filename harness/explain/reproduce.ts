/** A `curl` line that repeats what decided. */
import type { Exchange } from '../../reference/index.ts';
import { curlOf } from '../output/curl.ts';
import type { Story, ToldExchange } from './story/index.ts';

/** @returns null if nothing was sent. What was not sent is never in a line: it could change something. */
export function reproduceLine(story: Story, body: string | null, insecure: boolean): string | null {
  const exchange = decidingExchange(story);
  if (exchange === null) return null;
  const isWithBody = exchange.method === story.fetch.method && exchange.method !== 'OPTIONS';
  const bytes = isWithBody && body !== null ? new TextEncoder().encode(body) : null;
  const { request, ...others } = asExchange(exchange);
  return curlOf({ ...others, request: { ...request, body: bytes } }, insecure);
}

/** As the reference has exchanges, for what is written of them. Its secrets stay elided. */
export function asExchange({ method, url, headers, response, trouble }: ToldExchange): Exchange {
  return {
    request: {
      method,
      url: new URL(url),
      headers: [...headers],
      body: null,
      includeCredentials: false,
      forceNewConnection: false,
    },
    response:
      response === null ? null : { ...response, headers: [...response.headers], body: null },
    cause: trouble,
  };
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
