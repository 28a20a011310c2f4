/** Judgements over what caches are told. */
import {
  byteCaseInsensitiveMatchForOneOf,
  type Exchange,
  getDecodeAndSplitHeader,
  getHeader,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { failed, passed, undecided } from './judgement.ts';
import {
  exchangesOf,
  headersOf,
  isSharedWith,
  namesIn,
  preflightsOf,
  variesBy,
} from './transcript.ts';

/**
 * No cache can answer one of the requests with the response to another and change what a page gets.
 * That is: each response that a cache may store has Origin in Vary, or is the same for every page.
 */
export function judgeVary(transcripts: readonly Transcript[]): Judgement {
  const expected =
    'Vary: Origin on every response that a cache may store, if they differ by Origin';
  const exchanges = exchangesOf(transcripts);
  const confusions = exchanges
    .filter((stored) => isStorable(stored) && !variesBy(stored, 'origin'))
    .flatMap((stored) => {
      const confused = exchanges.find((fresh) => isConfused(stored, fresh));
      return confused === undefined ? [] : [{ stored, confused }];
    });
  const [first] = confusions;
  if (first === undefined) {
    return passed(undecided(exchanges), expected, 'no cache can confuse these responses');
  }
  const { stored, confused } = first;
  const [made, used] = [stored, confused].map(nameOfOrigin);
  const message = `a cache may store the response to ${made} and use it for ${used}: ${changeOf(stored, confused)}`;
  const kinds = new Set(confusions.map((each) => kindOf(each.stored)));
  const differences = [...kinds].map((on) => ({
    on,
    name: 'Vary',
    found: null,
    expected: 'Origin',
  }));
  // The stored response comes last, where the reader is told how to reproduce it.
  return failed(undecided([confused, stored]), expected, message, ...differences);
}

/** Which of the responses it is, whatever the policy. */
function kindOf(exchange: Exchange): string {
  const origin = getHeader(exchange.request.headers, 'Origin');
  if (origin === null) return 'response without Origin';
  return isSharedWith(origin, exchange) ? 'shared response' : 'response that is not shared';
}

function nameOfOrigin({ request }: Exchange): string {
  return getHeader(request.headers, 'Origin') ?? 'a request without Origin';
}

/** What happens to the page that gets `stored` instead of `fresh`. */
function changeOf(stored: Exchange, fresh: Exchange): string {
  const origin = getHeader(fresh.request.headers, 'Origin');
  if (origin === null) return `it gets the status ${stored.response?.status}`;
  const [before, now] = [fresh, stored].map((exchange) => isSharedWith(origin, exchange));
  if (before && !now) return 'it cannot read the response';
  return !before && now ? 'it can read the response' : 'it reads something else';
}

/** Whether the page that got `fresh` would get something else with `stored`. */
function isConfused(stored: Exchange, fresh: Exchange): boolean {
  if (stored.request.url.href !== fresh.request.url.href) return false;
  if (stored.request.method !== fresh.request.method) return false;
  const origin = getHeader(fresh.request.headers, 'Origin');
  return readingOf(origin, stored) !== readingOf(origin, fresh);
}

/** What pages of an origin get of a response, with credentials and without; of a request without
 *  Origin, whatever it is. */
function readingOf(origin: string | null, exchange: Exchange): string {
  const status = exchange.response?.status;
  if (origin === null) return String(status);
  const modes = (['omit', 'include'] as const).map((mode) => isSharedWith(origin, exchange, mode));
  if (!modes.includes(true)) return 'nothing';
  const exposed = namesIn(exchange, 'Access-Control-Expose-Headers').map((name) =>
    name.toLowerCase(),
  );
  return JSON.stringify([modes, exposed.sort(), status]);
}

/** Statuses that a cache may store without being told how long.
 *  @see https://www.rfc-editor.org/rfc/rfc9110.html#section-15.1 */
const heuristicallyCacheable = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501];

/** @see https://www.rfc-editor.org/rfc/rfc9111.html#section-3 */
function isStorable(exchange: Exchange): boolean {
  const { request, response } = exchange;
  if (response === null || !['GET', 'HEAD'].includes(request.method)) return false;
  const directives = (getDecodeAndSplitHeader(response.headers, 'Cache-Control') ?? []).map(
    (directive) => (directive.split('=')[0] as string).toLowerCase(),
  );
  if (directives.includes('no-store')) return false;
  const isExplicit =
    directives.some((directive) =>
      byteCaseInsensitiveMatchForOneOf(directive, ['public', 'private', 'max-age', 's-maxage']),
    ) || getHeader(response.headers, 'Expires') !== null;
  return isExplicit || heuristicallyCacheable.includes(response.status);
}

/** The Vary of the application is still there. */
export function judgeVaryKept(transcripts: readonly Transcript[]): Judgement {
  const expected = 'Accept-Language in Vary, where the application has put it';
  const exchanges = exchangesOf(transcripts);
  const lost = exchanges.find(
    (exchange) =>
      getHeader(headersOf(exchange), 'X-Reached') === 'app' &&
      !variesBy(exchange, 'accept-language'),
  );
  if (lost === undefined) return passed(undecided(exchanges), expected, 'it is still there');
  const found = getHeader(headersOf(lost), 'Vary');
  const difference = { on: 'response', name: 'Vary', found, expected: 'Accept-Language' };
  return failed(
    undecided([lost]),
    expected,
    'a response does not name Accept-Language in Vary',
    difference,
  );
}

/** If all responses share the same, none of them says that it depends on Origin. */
export function judgeVaryUnneeded(transcripts: readonly Transcript[]): Judgement {
  const expected = 'no Origin in Vary, if the response is the same for everyone';
  const exchanges = exchangesOf(transcripts);
  const answers = new Set(exchanges.map(sharedPart));
  const isStatic = answers.size === 1 && exchanges.every(hasAllowOrigin);
  const varying = exchanges.find((exchange) => variesBy(exchange, 'origin'));
  if (!isStatic) return passed(undecided(exchanges), expected, 'the responses differ');
  if (varying === undefined) return passed(undecided(exchanges), expected, 'it is not there');
  const difference = { on: 'response', name: 'Vary', found: 'Origin', expected: null };
  return failed(
    undecided([varying]),
    expected,
    'Vary names Origin, though every response shares the same',
    difference,
  );
}

/** If preflight responses depend on Origin, each of them says so. */
export function judgeVaryOnPreflight(transcripts: readonly Transcript[]): Judgement {
  const expected = 'Vary: Origin on preflight responses, if they differ by Origin';
  const preflights = preflightsOf(transcripts);
  const isStatic = new Set(preflights.map(sharedPart)).size < 2;
  if (isStatic) return passed(undecided(preflights), expected, 'they do not differ');
  const silent = preflights.find((exchange) => !variesBy(exchange, 'origin'));
  if (silent === undefined) return passed(undecided(preflights), expected, 'it is there');
  const difference = { on: 'preflight', name: 'Vary', found: null, expected: 'Origin' };
  return failed(
    undecided([silent]),
    expected,
    'a preflight response does not name Origin in Vary',
    difference,
  );
}

/** What a response says about who may read it. */
function sharedPart(exchange: Exchange): string {
  const names = ['Allow-Origin', 'Allow-Credentials', 'Expose-Headers'];
  return JSON.stringify(
    names.map((name) => getHeader(headersOf(exchange), `Access-Control-${name}`)),
  );
}

function hasAllowOrigin(exchange: Exchange): boolean {
  return getHeader(headersOf(exchange), 'Access-Control-Allow-Origin') !== null;
}
