/** An exchange case as a question, where the form can express it. */
import type { ExchangeCase, PageFetch, ServerRule } from '../../../../conformance/exchanges.ts';
import { isForbiddenMethod, isMethod, isToken } from '../../../../reference/index.ts';
import { places } from '../../data/places.ts';
import { emptyQuestion, type Question } from './question.ts';
import { writeHeaders, writeResponse } from './response-text.ts';

/** The statuses after which the browser sends another request. */
const leadingOn = [301, 302, 303, 307, 308, 421];

/**
 * Cases of one fetch() whose server answers each URL in one way can be changed in the form.
 *
 * @returns null for all others: they are run as they are
 */
export function questionOfCase({ given }: ExchangeCase): Question | null {
  const [fetch, ...others] = given.fetches;
  if (fetch === undefined || others.length > 0 || !asksAsFetch(fetch)) return null;
  if (!URL.canParse(fetch.url, places.A)) return null;
  const { origin } = new URL(fetch.url, places.A);
  const responses = { preflight: [] as string[], request: [] as string[] };
  for (const rule of given.server) {
    const isPlain = 'status' in rule && rule.on.time === undefined;
    if (!isPlain || places[rule.on.origin] !== origin || leadingOn.includes(rule.status)) {
      return null;
    }
    responses[rule.on.method === 'OPTIONS' ? 'preflight' : 'request'].push(textOf(rule));
  }
  if (responses.preflight.length > 1 || responses.request.length > 1) return null;
  const { page, url, method, headers, credentials, mode, redirect, body } = fetch;
  return {
    ...emptyQuestion,
    page: page === 'null' ? 'null' : places.A,
    url,
    method,
    headers: writeHeaders(headers),
    credentials,
    mode: mode as Question['mode'],
    redirect,
    hasBody: body !== null,
    preflights: responses.preflight,
    responses: responses.request,
  };
}

function asksAsFetch(fetch: PageFetch): boolean {
  const { api, initiator, topLevel, keepalive, referrerPolicy, stream, mode, method } = fetch;
  return (
    (api === 'fetch' || isPlainXHR(fetch)) &&
    initiator === null &&
    topLevel === 'A' &&
    !keepalive &&
    !stream &&
    referrerPolicy === '' &&
    mode !== 'navigate' &&
    // What is not a header line cannot be entered as one.
    method !== '' &&
    fetch.headers.every(([name, value]) => isToken(name) && !/[\0\r\n]/.test(value)) &&
    // Otherwise the server does not tell the request from its preflight.
    !/^options$/i.test(method)
  );
}

/** An XMLHttpRequest asks as fetch() does, except that it writes the charset of its body itself, and that
 *  it throws other errors. */
function isPlainXHR({ method, headers, body, uploadListener }: PageFetch): boolean {
  const hasOwnType = headers.some(
    ([name, value]) => /^content-type$/i.test(name) && !/charset/i.test(value),
  );
  return (
    isMethod(method) &&
    !isForbiddenMethod(method) &&
    !uploadListener &&
    (body === null || hasOwnType)
  );
}

function textOf(rule: Extract<ServerRule, { readonly status: number }>): string {
  return writeResponse({ status: rule.status, statusMessage: '', headers: rule.headers });
}
