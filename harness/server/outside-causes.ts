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
    preflights: exchanges.filter(isPreflight),
    others: exchanges.filter((exchange) => !isPreflight(exchange)),
  };
  const causes = [sameStatus(seen), noHeaders(seen), unansweredPreflights(seen), doubled(seen)];
  return causes.filter((cause) => cause !== null && cause.results.length > 0) as OutsideCause[];
}

/** The failures, and all exchanges that have a response. */
interface Seen {
  readonly failed: readonly ReportedResult[];
  readonly preflights: readonly ReportedExchange[];
  readonly others: readonly ReportedExchange[];
}

function isPreflight({ request }: ReportedExchange): boolean {
  const has = (name: string) => request.headers.some(([each]) => each.toLowerCase() === name);
  return request.method === 'OPTIONS' && has('origin') && has('access-control-request-method');
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
