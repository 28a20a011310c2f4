/** An exchange case as a question, where the form can express it. */
import type { ExchangeCase, ServerRule } from '../../../../conformance/exchanges.ts';
import { places } from '../../data/places.ts';
import { emptyQuestion, type Question } from './question.ts';
import { writeHeaders, writeResponse } from './response-text.ts';

/**
 * Cases of one fetch() whose server answers each URL in one way can be changed in the form.
 *
 * @returns null for all others: they are run as they are
 */
export function questionOfCase({ given }: ExchangeCase): Question | null {
  const [fetch, ...others] = given.fetches;
  if (fetch === undefined || others.length > 0 || given.cookies.length > 0) return null;
  const { api, initiator, topLevel, keepalive, referrerPolicy, stream, mode, method } = fetch;
  // The XMLHttpRequest of a guide asks as fetch() does.
  const isPlainXHR = api === 'xhr' && !fetch.uploadListener && fetch.body === null;
  const isPlain =
    (api === 'fetch' || isPlainXHR) &&
    initiator === null &&
    topLevel === 'A' &&
    !keepalive &&
    !stream &&
    referrerPolicy === '' &&
    mode !== 'navigate';
  if (!isPlain) return null;
  if (given.server.some((rule) => !('status' in rule) || rule.on.time !== undefined)) return null;
  const isOne = new URL(fetch.url, places.A).origin;
  const own = given.server.filter(({ on }) => places[on.origin] === isOne);
  if (own.length !== given.server.length) return null;
  const preflight = own.find(({ on }) => on.method === 'OPTIONS');
  const responses = own.filter((rule) => rule !== preflight && rule.on.method !== 'OPTIONS');
  if (responses.length > 1 || [preflight, ...responses].some(isRedirect)) return null;
  const textOf = (rule: ServerRule | undefined) =>
    rule !== undefined && 'status' in rule
      ? [
          writeResponse({
            status: rule.status,
            statusMessage: '',
            headers: rule.headers as [string, string][],
          }),
        ]
      : [];
  return {
    ...emptyQuestion,
    page: fetch.page === 'null' ? 'null' : places.A,
    url: fetch.url,
    method,
    headers: writeHeaders(fetch.headers as [string, string][]),
    credentials: fetch.credentials,
    mode: mode as Question['mode'],
    redirect: fetch.redirect,
    hasBody: fetch.body !== null,
    preflights: textOf(preflight),
    responses: textOf(responses[0]),
  };
}

function isRedirect(rule: ServerRule | undefined): boolean {
  return rule !== undefined && 'status' in rule && [301, 302, 303, 307, 308].includes(rule.status);
}
