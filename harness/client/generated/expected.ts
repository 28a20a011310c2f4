/** What a client has to do with a generated case: what the reference does. */

import type {
  ExchangeCase,
  Expectation,
  HeaderLine,
  OriginLetter,
  SentRequest,
} from '../../../conformance/exchanges.ts';
import type { Given } from '../../../conformance/properties/arbitraries/exchanges.ts';
import { origins, outcomeOf } from '../../../conformance/properties/reference-browser.ts';
import { type Exchange, isCorsPreflightRequest, type Outcome } from '../../../reference/index.ts';

/** Headers that show how the client treats the fetch. Those that the page sets are watched as well. */
const telling = [
  'Origin',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Cookie',
];

/** @returns null if the server has no answer to what a client has to send */
export async function expectedCase(given: Given): Promise<ExchangeCase | null> {
  const outcome = await outcomeOf(given);
  if (outcome.type === 'error' && outcome.step === null) return null;
  return {
    id: 'generated',
    topic: 'generated',
    steps: [],
    atRisk: null,
    question: null,
    requires: [],
    given,
    expect: [expectationOf(given, outcome)],
    why: 'The reference does.',
  };
}

function expectationOf(given: Given, outcome: Exclude<Outcome, { step: null }>): Expectation {
  const names = given.fetches.flatMap(({ api, headers }) =>
    headers
      .map(([name]) => name)
      // The charset that XMLHttpRequest writes into a Content-Type has cases of its own.
      .filter((name) => api === 'fetch' || name.toLowerCase() !== 'content-type'),
  );
  const wire = outcome.exchanges.map((exchange) => sentRequest(exchange, names));
  if (outcome.type === 'error') {
    const { type, step, reason, path } = outcome;
    return { type, step, reason, path, wire };
  }
  const { type, status, headers, redirected } = outcome;
  const exposed = namesOf(headers);
  const received = outcome.exchanges.at(-1)?.response?.headers ?? [];
  const hidden = namesOf(received).filter((name) => !exposed.includes(name));
  return { type, status, exposed, hidden, redirected, url: unfilled(outcome.url), wire };
}

function sentRequest({ request }: Exchange, names: readonly string[]): SentRequest {
  const { method, url, headers } = request;
  const set = isCorsPreflightRequest(request) ? [] : names;
  const watched = new Set([...telling, ...set].map((name) => name.toLowerCase()));
  const lines = headers.filter(([name]) => watched.has(name.toLowerCase()));
  const sent = namesOf(lines);
  return {
    method,
    origin: (Object.keys(origins) as OriginLetter[]).find(
      (letter) => origins[letter] === url.origin,
    ) as OriginLetter,
    path: url.pathname + url.search,
    headers: lines.map(([name, value]): HeaderLine => [name, unfilled(value)]),
    absent: [...watched].filter((name) => !sent.includes(name) && !isClientsOwn(name)),
    mayAskAgain: false,
  };
}

/** Headers that a client may add on its own. */
function isClientsOwn(name: string): boolean {
  return /^(?:accept.*|cache-control|connection|content-(?:length|type)|dnt|date|expect|host|keep-alive|pragma|priority|referer|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent|via)$/i.test(
    name,
  );
}

function namesOf(headers: readonly HeaderLine[]): string[] {
  return [...new Set(headers.map(([name]) => name.toLowerCase()))];
}

function unfilled(text: string): string {
  return (['A', 'B', 'C'] as const).reduce((value, letter) => {
    const [scheme = '', host = ''] = origins[letter].split('//');
    return value
      .replaceAll(origins[letter], `{${letter}}`)
      .replaceAll(new RegExp(`${scheme}//([^/@]*)@${host}`, 'g'), `{$1@${letter}}`);
  }, text);
}
