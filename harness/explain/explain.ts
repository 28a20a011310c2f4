/** What `cors-conformance explain <url>` does: makes one fetch as a browser would, and tells its story. */
import { getHeader, type Network, type NetworkRequest } from '../../reference/index.ts';
import { coloursFor } from '../output/terminal.ts';
import { NetworkRefusal } from '../server/network-refusal.ts';
import { offersHTTP2 } from '../server/offers-http2.ts';
import { TargetNetwork } from '../server/target-network.ts';
import { engineDifferences } from './engines/engine-differences.ts';
import { type ExitCode, type Explained, exitCodeOf } from './explained.ts';
import { explanationJSON } from './explanation-json.ts';
import { explanationText } from './explanation-text.ts';
import { reproduceLine } from './reproduce.ts';
import { type FetchOfPage, NotSeen, tellStory } from './story/index.ts';
import { varyNotes } from './vary-note.ts';

export interface ExplainOptions {
  readonly report: 'text' | 'json';
  /** Milliseconds for one request and its whole response. */
  readonly timeout: number;
  readonly insecure?: boolean;
  /** Whether to speak HTTP/2 if the server offers it. */
  readonly http2?: boolean;
  readonly allowUnsafeMethods?: boolean;
}

/** Makes a fetch and writes the report of it.
 *  @param notes what the input did not say, and what was assumed */
export async function explain(
  fetch: FetchOfPage,
  options: ExplainOptions,
  notes: readonly string[] = [],
): Promise<ExitCode> {
  const explained = await explainedFetch(fetch, options, notes);
  process.stdout.write(
    options.report === 'json'
      ? explanationJSON([explained])
      : explanationText(explained, coloursFor(process.stdout)),
  );
  return exitCodeOf(explained.story);
}

export async function explainedFetch(
  fetch: FetchOfPage,
  options: ExplainOptions,
  notes: readonly string[] = [],
): Promise<Explained> {
  const target = new TargetNetwork({
    origin: new URL(fetch.url).origin,
    allowUnsafeMethods: options.allowUnsafeMethods ?? false,
    timeout: options.timeout,
    concurrency: 1,
    insecure: options.insecure,
    takesOverload: true,
    http2: options.http2 && (await offersHTTP2(new URL(fetch.url), options)),
  });
  const story = await tellStory(fetch, networkTo(target)).finally(() => target.close());
  return {
    entry: null,
    notes: [...notes, ...(hasNoCookies(fetch) ? [aboutCookies] : []), ...varyNotes(story)],
    story,
    engines: engineDifferences(story),
    reproduce: reproduceLine(story, fetch.body ?? null, options.insecure ?? false),
  };
}

/** Whether the page includes credentials that are not known. */
function hasNoCookies({ credentials, cookie = null, headers }: FetchOfPage): boolean {
  const isAuthorized = headers.some(([name]) => /^authorization$/i.test(name));
  return credentials === 'include' && cookie === null && !isAuthorized;
}

const aboutCookies =
  'No cookies were sent. The server can answer in another way to someone who is logged in.';

/** What this tool refuses to send says nothing about the target. */
function networkTo(target: TargetNetwork): Network {
  return async (request) => {
    try {
      return await target.send(request);
    } catch (error) {
      if (!(error instanceof NetworkRefusal)) throw error;
      if (error.kind === 'not-sent') {
        throw new NotSeen(
          'not-sent',
          `the ${request.method} request was not sent, since it could change something: allow it with --allow-unsafe-methods`,
        );
      }
      if (error.kind === 'left-target') {
        throw new NotSeen(
          'not-contacted',
          `a redirect leads to ${request.url.origin}, which was not contacted: ${followUp(request)}`,
        );
      }
      throw error;
    }
  };
}

/** The same fetch where the redirect leads, with the Origin that browsers send there. */
function followUp({ url, method, headers }: NetworkRequest): string {
  const origin = getHeader(headers, 'Origin');
  const options = [
    ...(origin === null ? [] : [`--origin ${origin}`]),
    ...(method === 'GET' ? [] : [`--method ${method}`]),
  ];
  return `explain ${[url.href, ...options].join(' ')}, too`;
}
