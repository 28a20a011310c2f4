/** All obstacles of a fetch: each is removed from what came back, and the fetch is run again over that. */
import {
  extractHeaderListValues,
  getHeader,
  isCorsPreflightRequest,
  type Outcome,
  type RefusedOutcome,
  UserAgent,
} from '../../../reference/index.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import { fixForReason } from '../../server/fix-for-reason.ts';
import { fixForOpaquePage, fixForRedirectedFetch, whyNullAfterRedirect } from '../null-origin.ts';
import { cookiesOf, type FetchOfPage, initOf } from './fetch-of-page.ts';
import { grantsOf } from './grants.ts';
import { hopNumberOf } from './hops.ts';
import type { Entry, Recording } from './recording.ts';
import { repaired } from './repair.ts';
import type { Decision, Obstacle } from './story.ts';

/** @returns how the fetch ended, its obstacles, and how it would end without those that could be removed */
export async function runThrough(
  fetch: FetchOfPage,
  recording: Recording,
): Promise<{ first: Outcome; last: Outcome; obstacles: Obstacle[] }> {
  const obstacles: Obstacle[] = [];
  const first = await run(fetch, recording, true);
  let last = first;
  // Where a step refuses once more, its fix is no fix.
  const met = new Set<string>();
  while (isRefused(last) && !met.has(placeOf(last))) {
    met.add(placeOf(last));
    const entry = recording.entries[last.exchanges.length - 1] ?? null;
    obstacles.push(await obstacleOf(fetch, recording, last, entry));
    if (entry === null || entry.seen === null) break;
    const seen = repaired(last.reason, entry.request, entry.seen);
    if (seen === null) break;
    entry.seen = seen;
    last = await run(fetch, recording, false);
  }
  return { first, last, obstacles };
}

function placeOf({ exchanges, step }: RefusedOutcome): string {
  return `${exchanges.length} ${step}`;
}

export function decisionOf({ step, reason, path, message }: RefusedOutcome): Decision {
  return { step, reason, path, message, gist: gistOf(step), link: linkTo(step) };
}

export function isRefused(outcome: Outcome): outcome is RefusedOutcome {
  return outcome.type === 'error' && outcome.step !== null;
}

function run(fetch: FetchOfPage, recording: Recording, isFirst: boolean): Promise<Outcome> {
  const userAgent = new UserAgent({
    network: recording.run(isFirst),
    now: () => 0,
    cookies: cookiesOf(fetch),
  });
  return userAgent.fetch(fetch.url, initOf(fetch));
}

async function obstacleOf(
  fetch: FetchOfPage,
  { entries }: Recording,
  outcome: RefusedOutcome,
  entry: Entry | null,
): Promise<Obstacle> {
  const decision = decisionOf(outcome);
  const on = entry !== null && isCorsPreflightRequest(entry.request) ? 'preflight' : 'response';
  const names = entry === null ? [] : await refusedNames(fetch, outcome.reason, entry);
  const fix =
    entry === null
      ? null
      : (fixForNull(fetch, outcome, entry) ??
        fixForCase(outcome, entry) ??
        fixForReason(outcome.reason, entry, names));
  return {
    ...decision,
    message: names.length > 1 ? aboutAll(decision.message, names) : decision.message,
    hop: entry === null ? 0 : hopNumberOf(entries, entry),
    on: fix === null ? 'page' : on,
    names,
    fix:
      fix ??
      fixByPage[outcome.reason] ??
      'The server cannot fix this: the page has to fetch in another way.',
  };
}

/** What is better than to allow an origin that any site can send. */
function fixForNull({ origin }: FetchOfPage, { reason }: RefusedOutcome, { request }: Entry) {
  const isAboutOrigin = reason === 'allow-origin-missing' || reason === 'allow-origin-mismatch';
  if (!isAboutOrigin || getHeader(request.headers, 'Origin') !== 'null') return null;
  return origin === 'null' ? fixForOpaquePage : `${whyNullAfterRedirect} ${fixForRedirectedFetch}`;
}

/** Where the server allows the method in upper case: browsers change only a few methods to that. */
function fixForCase({ reason }: RefusedOutcome, { request, seen }: Entry): string | null {
  if (reason !== 'method-not-allowed' || seen === null) return null;
  const asked = getHeader(request.headers, 'Access-Control-Request-Method') ?? '';
  const upper = asked.toUpperCase();
  const allowed = extractHeaderListValues('Access-Control-Allow-Methods', [...seen.headers]);
  const isAllowed = Array.isArray(allowed) && upper !== asked && allowed.includes(upper);
  return isAllowed
    ? `Write the method in the page as ${upper}: the server allows that, and browsers do not change ${asked} to upper case.`
    : null;
}

/** The reference stops at the first header that is not allowed. */
async function refusedNames(
  fetch: FetchOfPage,
  reason: string,
  { request, seen }: Entry,
): Promise<string[]> {
  if (reason !== 'header-not-allowed' || seen === null) return [];
  const grants = await grantsOf(fetch, request, seen);
  return grants
    .filter(({ of, isGranted }) => of === 'header' && !isGranted)
    .map(({ name }) => name);
}

function aboutAll(message: string, names: readonly string[]): string {
  return message.replace(/^the header \S+ is/, `the headers ${names.join(', ')} are`);
}

/** What the page can change where the server cannot help. */
const fixByPage: Readonly<Record<string, string>> = {
  'not-same-origin': 'Fetch with the mode "cors".',
  'redirect-mode-error':
    'Fetch the URL to which the redirect leads, or fetch with redirect: "follow".',
  'no-cors-method-not-safelisted': 'Fetch with the mode "cors".',
  'body-with-get-or-head': 'Fetch without a body, or with another method.',
};
