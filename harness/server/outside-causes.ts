/** Causes outside CORS: one thing that explains most failures, to be read before any of them. */
import { type Exchange, isCorsPreflightRequest } from '../../reference/index.ts';
import type { Result } from './result.ts';

/** What all responses have in common where that explains the failures; nothing if they differ. */
export function outsideCauses(results: readonly Result[]): string[] {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return [];
  const exchanges = results
    .flatMap((result) => result.exchanges)
    .filter(({ response }) => response !== null);
  const preflights = exchanges.filter(({ request }) => isCorsPreflightRequest(request));
  const others = exchanges.filter(({ request }) => !isCorsPreflightRequest(request));
  return [sameStatus(others), noHeaders(exchanges), onlyPreflights(failed, preflights)].filter(
    (cause) => cause !== null,
  );
}

const advice: Readonly<Record<number, string>> = {
  401: "the target wants credentials; add them with --header 'Authorization: …'",
  403: 'something refuses every request before CORS is considered',
  404: 'there may be nothing at this URL',
  500: 'the application fails, whoever asks',
  502: 'the server behind the gateway does not answer',
};

function sameStatus(exchanges: readonly Exchange[]): string | null {
  const statuses = new Set(exchanges.map(({ response }) => response?.status));
  const [status] = statuses;
  if (statuses.size !== 1 || status === undefined || status < 400) return null;
  return `Every response has the status ${status}: ${advice[status] ?? 'whoever asks'}.`;
}

function noHeaders(exchanges: readonly Exchange[]): string | null {
  const hasHeader = exchanges.some(({ response }) =>
    response?.headers.some(([name]) => /^access-control-/i.test(name)),
  );
  return hasHeader
    ? null
    : 'No response has any CORS header: CORS may not be set up at this URL, or something removes its headers.';
}

function onlyPreflights(failed: readonly Result[], preflights: readonly Exchange[]): string | null {
  const statuses = new Set(preflights.map(({ response }) => response?.status ?? 0));
  const [status = 0] = statuses;
  const isRefused = statuses.size === 1 && (status < 200 || status > 299);
  const isAboutPreflights = failed.every(({ reason }) => reason === 'preflight-status-not-ok');
  return isRefused && isAboutPreflights
    ? `Only preflights fail, all with the status ${status}: a router, authentication or the application may answer OPTIONS before CORS does.`
    : null;
}
