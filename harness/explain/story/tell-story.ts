/** Tells the story of a fetch over a network, or over what came back earlier. */
import {
  isForbiddenResponseHeaderName,
  type Network,
  normalizeMethod,
  type Outcome,
  type SharedOutcome,
} from '../../../reference/index.ts';
import { messageOf } from '../../output/message-of.ts';
import { withoutSecrets } from '../../output/secrets.ts';
import type { FetchOfPage } from './fetch-of-page.ts';
import { hopsOf } from './hops.ts';
import { NotSeen } from './not-seen.ts';
import { decisionOf, isRefused, runThrough } from './obstacles.ts';
import { type RecordedExchange, recordedNetwork } from './recorded-network.ts';
import { Recording } from './recording.ts';
import type { Hop, Readable, Story, Unknown } from './story.ts';

/**
 * Makes the fetch over a network. If a browser would stop at an obstacle, requests that change nothing are
 * sent all the same, to find the obstacles behind it.
 *
 * @param network can reject with `NotSeen`
 */
export function tellStory(fetch: FetchOfPage, network: Network): Promise<Story> {
  return tell(fetch, new Recording(network, true));
}

/** Makes the fetch over what came back earlier. Nothing is sent. */
export function tellRecordedStory(
  fetch: FetchOfPage,
  recorded: readonly RecordedExchange[],
): Promise<Story> {
  return tell(fetch, new Recording(recordedNetwork(recorded), false));
}

async function tell(fetch: FetchOfPage, recording: Recording): Promise<Story> {
  const { first, last, obstacles } = await runThrough(fetch, recording);
  const hops = await hopsOf(fetch, recording.entries);
  const { url, origin, headers, credentials, mode = 'cors', redirect = 'follow', body } = fetch;
  return {
    fetch: {
      url,
      origin,
      method: normalizeMethod(fetch.method),
      headers: withoutSecrets(headers),
      credentials,
      mode,
      redirect,
      hasBody: (body ?? null) !== null,
    },
    isCrossOrigin: !URL.canParse(url) || new URL(url).origin !== origin || origin === 'null',
    verdict: verdictOf(first, hops),
    decision: isRefused(first) ? decisionOf(first) : null,
    hops,
    obstacles,
    readable: last.type === 'cors' || last.type === 'basic' ? readableOf(last) : null,
    unknown: unknownOf(last, recording),
  };
}

function verdictOf(first: Outcome, hops: readonly Hop[]): Story['verdict'] {
  if (first.type === 'opaque' || first.type === 'opaqueredirect') return 'opaque';
  if (first.type !== 'error') return 'shared';
  if (first.step !== null) return 'not-shared';
  return first.cause instanceof NotSeen && hops.at(-1)?.preflight?.isGranted === true
    ? 'granted'
    : 'unknown';
}

function readableOf({ status, headers, body, exchanges }: SharedOutcome): Readable {
  const names = namesOf(headers);
  const all = namesOf(exchanges.at(-1)?.response?.headers ?? []);
  const isHidden = (name: string) =>
    !names.includes(name) &&
    !isForbiddenResponseHeaderName(name) &&
    // These speak to browsers.
    !name.startsWith('access-control-');
  return {
    status,
    hasBody: body !== null,
    headers: names,
    hidden: all.filter(isHidden),
  };
}

function namesOf(headers: SharedOutcome['headers']): string[] {
  return [...new Set(headers.map(([name]) => name.toLowerCase()))];
}

/** Of the last run, which saw the most. */
function unknownOf(last: Outcome, { entries }: Recording): Unknown[] {
  const concluded = entries.filter(({ response, seen }) => response === null && seen !== null);
  return [...concluded.map(({ cause }) => unknownBecause(cause)), ...unknownIn(last)];
}

function unknownIn(last: Outcome): Unknown[] {
  if (last.unmodelled !== undefined) return [{ kind: 'unmodelled', what: aboutUser(last) }];
  if (last.type !== 'error') return [];
  if (last.step === null) return [unknownBecause(last.cause)];
  return last.exchanges.length === 0
    ? []
    : [{ kind: 'beyond', what: 'what comes after the last obstacle cannot be seen' }];
}

function aboutUser(outcome: Outcome): string {
  return outcome.type === 'error'
    ? outcome.message
    : 'a browser may ask the user for a password, and send the request once more';
}

function unknownBecause(cause: unknown): Unknown {
  return { kind: cause instanceof NotSeen ? cause.kind : 'failed', what: messageOf(cause) };
}
