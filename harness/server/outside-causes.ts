/** Causes outside CORS: one thing that explains many failures, to be read before any of them. */

import type { ReportedExchange } from '../output/exchange-json.ts';
import type { OutsideCause, ReportedResult } from './reports/report.ts';

/** What responses have in common where that explains failures; nothing if they differ. */
export function outsideCausesOf(results: readonly ReportedResult[]): OutsideCause[] {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return [];
  const exchanges = results
    .flatMap((result) => result.exchanges)
    .filter(({ response }) => response !== null);
  const seen: Seen = {
    failed,
    firsts: results.flatMap((result) => result.exchanges.filter(isAnsweredRequest).slice(0, 1)),
    preflights: exchanges.filter(isPreflight),
    others: exchanges.filter((exchange) => !isPreflight(exchange)),
  };
  const redirect = redirects(seen);
  const causes = [
    sameStatus(seen),
    redirect ?? noHeaders(seen),
    unansweredPreflights(seen),
    doubled(seen),
  ];
  return causes.filter((cause) => cause !== null && cause.results.length > 0) as OutsideCause[];
}

/** The failures, and all exchanges that have a response. */
interface Seen {
  readonly failed: readonly ReportedResult[];
  /** Of each result, the first that is not a preflight. */
  readonly firsts: readonly ReportedExchange[];
  readonly preflights: readonly ReportedExchange[];
  readonly others: readonly ReportedExchange[];
}

function isPreflight({ request }: ReportedExchange): boolean {
  const has = (name: string) => request.headers.some(([each]) => each.toLowerCase() === name);
  return request.method === 'OPTIONS' && has('origin') && has('access-control-request-method');
}

function isAnsweredRequest(exchange: ReportedExchange): boolean {
  return exchange.response !== null && !isPreflight(exchange);
}

function valuesOf({ response }: ReportedExchange, name: string): string[] {
  return (response?.headers ?? [])
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value);
}

function hasCorsHeader({ response }: ReportedExchange): boolean {
  return response?.headers.some(([name]) => /^access-control-/i.test(name)) ?? false;
}

const idsOf = (results: readonly ReportedResult[]) => results.map(({ id }) => id);

/** By status: what it says of the target, and what to do. */
const advice: Readonly<Record<number, readonly [what: string, fix: string]>> = {
  401: [
    'the target wants credentials',
    "Add them with --header 'Authorization: …', and answer preflights without credentials.",
  ],
  403: [
    'something refuses every request before CORS is considered',
    'Look for a firewall, a CSRF check or an access rule before the application.',
  ],
  404: ['there may be nothing at this URL', 'Check the URL.'],
  500: ['the application fails for every request', "Look into the target's log."],
  502: ['the server behind the gateway does not answer', 'Start it, or check its address.'],
};

function sameStatus({ failed, others }: Seen): OutsideCause | null {
  const statuses = new Set(others.map(({ response }) => response?.status));
  const [status] = statuses;
  if (statuses.size !== 1 || status === undefined || status < 400) return null;
  const [what, fix] = advice[status] ?? [
    'it does not depend on the origin',
    'Find out why before you look at CORS.',
  ];
  return { what: `Every response has the status ${status}: ${what}.`, fix, results: idsOf(failed) };
}

/** Where the URL itself only redirects, as http: to https:, or to the path with a slash. */
function redirects({ failed, firsts }: Seen): OutsideCause | null {
  const [first] = firsts;
  const isBare = (exchange: ReportedExchange) =>
    redirectStatuses.includes(exchange.response?.status ?? 0) && !hasCorsHeader(exchange);
  if (first === undefined || !firsts.every(isBare)) return null;
  const [location] = valuesOf(first, 'location');
  const to = location === undefined ? 'elsewhere' : destination(location, first.request.url);
  return {
    // Without the destination: lists of targets count equal causes.
    what: 'This URL only redirects, and its redirects have no CORS header.',
    fix: `It leads to ${to}: check that URL. If pages fetch this one, let its redirects have CORS headers, too.`,
    results: idsOf(failed),
  };
}

const redirectStatuses = [301, 302, 303, 307, 308];
const longestShown = 200;

/** Without what the run has added to the URL. */
function destination(location: string, base: string): string {
  if (!URL.canParse(location, base)) return location.slice(0, longestShown);
  const url = new URL(location, base);
  url.searchParams.delete('c');
  return url.href.slice(0, longestShown);
}

function noHeaders({ failed, preflights, others }: Seen): OutsideCause | null {
  if ([...preflights, ...others].some(hasCorsHeader)) return null;
  return {
    what: 'No response has any CORS header: CORS is not set up at this URL, or something removes its headers.',
    fix: 'Set up CORS for this URL, or find what removes its headers.',
    results: idsOf(failed.filter(lacksHeader)),
  };
}

/** Whether a CORS header, or Vary, is all that is missing. */
function lacksHeader({ reason, differences }: ReportedResult): boolean {
  const isMissing = differences.every(
    ({ name, found }) => found === null && /^(?:access-control-|vary$)/i.test(name),
  );
  return reason === 'allow-origin-missing' || (differences.length > 0 && isMissing);
}

const preflightReasons = ['allow-origin-missing', 'preflight-status-not-ok'];

/** Where other responses have CORS headers, but no preflight has: something else answers OPTIONS. */
function unansweredPreflights({ failed, preflights, others }: Seen): OutsideCause | null {
  if (preflights.length === 0 || preflights.some(hasCorsHeader) || !others.some(hasCorsHeader)) {
    return null;
  }
  const statuses = [...new Set(preflights.map(({ response }) => response?.status))];
  const status = statuses.length === 1 ? `, all with the status ${statuses[0]}` : '';
  const explained = failed.filter(
    ({ reason, exchanges }) =>
      exchanges.some(isPreflight) && preflightReasons.includes(reason ?? ''),
  );
  return {
    what: `No preflight is answered by CORS${status}, though other responses have its headers: a router, authentication or the application answers OPTIONS itself.`,
    fix: 'Let CORS answer OPTIONS requests before anything else sees them.',
    results: idsOf(explained),
  };
}

/** Where two layers add the same header, no browser accepts either. */
function doubled({ failed, preflights, others }: Seen): OutsideCause | null {
  const values = [...preflights, ...others]
    .map((exchange) => valuesOf(exchange, 'access-control-allow-origin'))
    .filter(({ length }) => length > 0);
  const isTwice = (lines: string[]) => lines.join(',').split(',').length > 1;
  if (values.length === 0 || !values.every(isTwice)) return null;
  return {
    what: 'Every Access-Control-Allow-Origin is sent twice: two layers, such as a proxy and the application, both add it.',
    fix: 'Let one of them add CORS headers, and turn it off in the other.',
    results: idsOf(failed.filter(({ reason }) => reason === 'allow-origin-mismatch')),
  };
}
