/** Transcripts of fetches and of raw requests, and what judgements read in them. */
import {
  byteCaseInsensitiveMatch,
  corsCheck,
  type Exchange,
  extractHeaderListValues,
  getDecodeAndSplitHeader,
  type HeaderList,
  isCorsPreflightRequest,
  type Outcome,
  parseOrigin,
} from '../../../reference/index.ts';
import { NetworkRefusal } from '../network-refusal.ts';
import type { Transcript } from '../replay.ts';

/** The next request is one that we do not send. */
export function isHeldBack(outcome: Outcome): boolean {
  return (
    outcome.type === 'error' &&
    outcome.cause instanceof NetworkRefusal &&
    outcome.cause.kind === 'not-sent'
  );
}

export function exchangesOf(transcripts: readonly Transcript[]): Exchange[] {
  return transcripts.flatMap(({ outcome }) => outcome.exchanges);
}

export function preflightsOf(transcripts: readonly Transcript[]): Exchange[] {
  return exchangesOf(transcripts).filter(({ request }) => isCorsPreflightRequest(request));
}

/** The header list of the response; empty if there was none. */
export function headersOf({ response }: Exchange): HeaderList {
  return response?.headers ?? [];
}

/** The values of a header, one for each line. */
export function linesOf(exchange: Exchange, name: string): string[] {
  return headersOf(exchange)
    .filter(([each]) => byteCaseInsensitiveMatch(each, name))
    .map(([, value]) => value);
}

/** The members of a list header; none if it is absent or cannot be parsed. */
export function namesIn(exchange: Exchange, header: string): string[] {
  const names = extractHeaderListValues(header, headersOf(exchange));
  return names === 'failure' || names === null ? [] : names;
}

/** Whether Vary has a name, or the wildcard that covers every name. */
export function variesBy(exchange: Exchange, name: string): boolean {
  const names = getDecodeAndSplitHeader(headersOf(exchange), 'Vary') ?? [];
  return names.some((each) => each === '*' || each.toLowerCase() === name);
}

/** Whether the CORS check lets pages of `origin` read a response. */
export function isSharedWith(
  origin: string,
  exchange: Exchange,
  credentialsMode: 'omit' | 'include' = 'omit',
): boolean {
  const parsed = parseOrigin(origin);
  if (parsed === null) return false;
  const request = { origin: parsed, urlList: [exchange.request.url] as [URL], credentialsMode };
  return corsCheck(request, { headerList: headersOf(exchange) }).result === 'success';
}
