/** What `cors-conformance explain` does: makes one fetch as a browser would, and tells how it ended. */
import { type Outcome, UserAgent } from '../../reference/index.ts';
import { messageOf } from '../output/message-of.ts';
import { coloursFor } from '../output/terminal.ts';
import { offersHTTP2 } from '../server/offers-http2.ts';
import { TargetNetwork } from '../server/target-network.ts';
import type { Explained, ExplainOptions } from './explained.ts';
import { explanationJSON } from './explanation-json.ts';
import { explanationText } from './explanation-text.ts';

/** @returns the exit code */
export async function explain(url: URL, options: ExplainOptions): Promise<number> {
  const outcome = await fetchAsPage(url, options);
  const exitCode = outcome.type !== 'error' ? 0 : outcome.step === null ? 2 : 1;
  const explained: Explained = { url, options, outcome, exitCode, message: messageFor(outcome) };
  process.stdout.write(
    options.report === 'json'
      ? explanationJSON(explained)
      : explanationText(explained, coloursFor(process.stdout)),
  );
  return exitCode;
}

function messageFor(outcome: Outcome): string | null {
  if (outcome.type !== 'error') return null;
  return outcome.cause === undefined ? outcome.message : messageOf(outcome.cause);
}

async function fetchAsPage(url: URL, options: ExplainOptions): Promise<Outcome> {
  const network = new TargetNetwork({
    origin: url.origin,
    allowUnsafeMethods: options.allowUnsafeMethods ?? false,
    timeout: options.timeout,
    concurrency: 1,
    insecure: options.insecure,
    http2: options.http2 && (await offersHTTP2(url, options)),
  });
  const userAgent = new UserAgent({ network: network.send });
  return userAgent
    .fetch(url, {
      origin: options.origin,
      method: options.method,
      headers: options.header ?? [],
      credentials: options.credentials ? 'include' : 'same-origin',
    })
    .finally(() => network.close());
}
