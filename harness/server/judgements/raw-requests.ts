/** Judgements over requests that no browser sends, some of them compared with a control. */
import { allowsMethod, allowsOrigin, isPublic } from '../../../conformance/servers/index.ts';
import {
  byteCaseInsensitiveMatchForOneOf,
  extractHeaderListValues,
  getHeader,
  isOkStatus,
} from '../../../reference/index.ts';
import type { TimedExchange } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { failed, passed, skipped, undecided } from './judgement.ts';
import type { RawPlan } from './plans.ts';
import { headersOf, isSharedWith, namesIn, variesBy } from './transcript.ts';

/** What a raw judgement gets: the exchange, and those of its controls. */
export interface RawExchanges {
  readonly exchange: TimedExchange;
  /** The last one is the closest to the request. */
  readonly controls: readonly TimedExchange[];
}

const allowOrigin = 'Access-Control-Allow-Origin';

export function judgeNoNewServerError({ exchange, controls }: RawExchanges): Judgement {
  const expected = 'a status below 500';
  const status = statusOf(exchange);
  const decision = undecided([exchange]);
  if (status < 500) return passed(decision, expected, `the status is ${status}`);
  const failing = controls.find((control) => statusOf(control) >= 500);
  if (failing !== undefined) {
    const reason = `the status is ${statusOf(failing)} for a usual request too`;
    return skipped(undecided([failing, exchange]), expected, reason);
  }
  const difference = { on: 'response', name: 'status', found: status, expected: 'below 500' };
  return failed(decision, expected, `the status is ${status}`, difference);
}

export function judgeNoNewRefusal({ exchange, controls }: RawExchanges): Judgement {
  const expected = 'a status other than 401 and 403';
  const isRefused = (each: TimedExchange) => [401, 403].includes(statusOf(each));
  const message = `the status is ${statusOf(exchange)}`;
  const decision = undecided([...controls, exchange]);
  if (!isRefused(exchange)) return passed(decision, expected, message);
  if (controls.some(isRefused)) return skipped(decision, expected, `${message} without Origin too`);
  const difference = {
    on: 'response',
    name: 'status',
    found: statusOf(exchange),
    expected: 'other than 401 and 403',
  };
  return failed(decision, expected, message, difference);
}

export function judgeNotEchoed({ exchange }: RawExchanges, { place }: RawPlan): Judgement {
  const expected = `no ${allowOrigin} with the text of Origin`;
  const decision = undecided([exchange]);
  const origin = getHeader(exchange.request.headers, 'Origin');
  // To send Origin back is one way to say that everyone may read.
  if (isPublic(place.policy)) return skipped(decision, expected, 'the policy allows everyone');
  const allowed = getHeader(headersOf(exchange), allowOrigin);
  if (allowed !== origin) return passed(decision, expected, describe(allowed));
  const difference = { on: 'response', name: allowOrigin, found: '{origin}', expected: null };
  return failed(decision, expected, describe(allowed), difference);
}

export function judgeAnsweredByApplication(
  { exchange, controls }: RawExchanges,
  { place }: RawPlan,
): Judgement {
  const expected = 'an answer of the application, marked X-Reached: app';
  const status = statusOf(exchange);
  const decision = undecided([exchange]);
  if (isReached(exchange)) {
    return passed(decision, expected, `the status is ${status}, with X-Reached: app`);
  }
  if (!controls.every(isReached)) {
    return skipped(decision, expected, 'the application does not answer a GET like this either');
  }
  if (status === 405 || status === 501) {
    return skipped(decision, expected, `the server does not support OPTIONS (status ${status})`);
  }
  const origin = getHeader(exchange.request.headers, 'Origin') ?? place.origin;
  if (status === 403 && origin !== place.origin && !allowsMethod(place.policy, 'OPTIONS')) {
    const reason = 'the policy does not allow OPTIONS, which other origins cannot send without it';
    return skipped(decision, expected, reason);
  }
  const difference = { on: 'response', name: 'X-Reached', found: null, expected: 'app' };
  const message = `the status is ${status}, without X-Reached: app`;
  return failed(decision, expected, message, difference);
}

function isReached(exchange: TimedExchange): boolean {
  return getHeader(headersOf(exchange), 'X-Reached') === 'app';
}

const unlisted = 'https://unlisted.test';

export function judgeNotSharedAnew(
  { exchange, controls }: RawExchanges,
  { place }: RawPlan,
): Judgement {
  const expected = `not shared with ${unlisted}`;
  const decision = undecided([...controls, exchange]);
  if (allowsOrigin(place.policy, unlisted)) {
    return skipped(decision, expected, `the policy allows ${unlisted}`);
  }
  const allowed = getHeader(headersOf(exchange), allowOrigin);
  if (!isSharedWith(unlisted, exchange)) return passed(decision, expected, describe(allowed));
  if (controls.some((control) => isSharedWith(unlisted, control))) {
    return skipped(decision, expected, 'it is shared without this header too');
  }
  const difference = { on: 'response', name: allowOrigin, found: 'unlisted', expected: null };
  return failed(decision, expected, describe(allowed), difference);
}

export function judgeAllowOriginAsControl(
  { exchange, controls }: RawExchanges,
  { place }: RawPlan,
): Judgement {
  const expected = `${allowOrigin} as without this header, or none`;
  const decision = undecided([...controls, exchange]);
  if (isPublic(place.policy)) return skipped(decision, expected, 'the policy allows everyone');
  const allowed = getHeader(headersOf(exchange), allowOrigin);
  const isUsual = controls.some(
    (control) => getHeader(headersOf(control), allowOrigin) === allowed,
  );
  if (allowed === null || isUsual) return passed(decision, expected, describe(allowed));
  const difference = { on: 'response', name: allowOrigin, found: 'other', expected: 'usual' };
  return failed(decision, expected, describe(allowed), difference);
}

export function judgeGrantedAsControl({ exchange, controls }: RawExchanges): Judgement {
  const expected = 'a preflight that grants every name it asks for';
  const decision = undecided([...controls, exchange]);
  const refused = controls.find((control) => refusalOf(control) !== null);
  if (refused !== undefined) {
    return skipped(decision, expected, `a usual preflight is refused too: ${refusalOf(refused)}`);
  }
  const refusal = refusalOf(exchange);
  if (refusal === null) return passed(decision, expected, 'it does');
  const difference = { on: 'preflight', name: 'grants', found: 'refused', expected: 'granted' };
  return failed(decision, expected, refusal, difference);
}

/** Why a preflight is not granted, read as a browser reads it; null if it is. */
function refusalOf(exchange: TimedExchange): string | null {
  const { headers } = exchange.request;
  const origin = getHeader(headers, 'Origin') ?? '';
  if (!isSharedWith(origin, exchange)) return `the response is not shared with ${origin}`;
  if (!isOkStatus(statusOf(exchange))) return `the status is ${statusOf(exchange)}`;
  const method = getHeader(headers, 'Access-Control-Request-Method') ?? '';
  const methods = namesIn(exchange, 'Access-Control-Allow-Methods');
  if (!['GET', 'HEAD', 'POST', ...methods].includes(method) && !methods.includes('*')) {
    return `the method ${method} is not granted`;
  }
  const granted = namesIn(exchange, 'Access-Control-Allow-Headers');
  const asked = (getHeader(headers, 'Access-Control-Request-Headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const missing = asked.find(
    (name) => !granted.includes('*') && !byteCaseInsensitiveMatchForOneOf(name, granted),
  );
  return missing === undefined ? null : `the header ${missing} is not granted`;
}

export function judgeReadableAllowHeaders({ exchange }: RawExchanges): Judgement {
  const name = 'Access-Control-Allow-Headers';
  const expected = `${name} is a list of names, or absent`;
  const decision = undecided([exchange]);
  const names = extractHeaderListValues(name, headersOf(exchange));
  if (names === null) return passed(decision, expected, 'it is absent');
  if (names !== 'failure') return passed(decision, expected, 'it is a list of names');
  const difference = { on: 'preflight', name, found: 'unreadable', expected: 'readable' };
  return failed(decision, expected, `${name} cannot be parsed`, difference);
}

export function judgeNotModified({ exchange }: RawExchanges, { place }: RawPlan): Judgement {
  const expected = `${allowOrigin} as on a 200 response, or none`;
  const decision = undecided([exchange]);
  if (exchange.response?.status !== 304) {
    return skipped(decision, 'a response with status 304', `the status is ${statusOf(exchange)}`);
  }
  const origin = getHeader(exchange.request.headers, 'Origin') as string;
  const allowed = getHeader(headersOf(exchange), allowOrigin);
  const isMeant = allowsOrigin(place.policy, origin) && (allowed === origin || allowed === '*');
  if (allowed === null || isMeant) return passed(decision, expected, describe(allowed));
  const difference = { on: 'response', name: allowOrigin, found: 'other', expected: 'origin' };
  return failed(decision, expected, describe(allowed), difference);
}

export function judgeVaryAsControl({ exchange, controls }: RawExchanges): Judgement {
  const expected = 'Origin in Vary, as on a usual response';
  const decision = undecided([...controls, exchange]);
  if (!controls.every((control) => variesBy(control, 'origin'))) {
    return skipped(decision, expected, 'it is not in Vary of a usual response either');
  }
  if (variesBy(exchange, 'origin')) return passed(decision, expected, 'it is there');
  const found = getHeader(headersOf(exchange), 'Vary');
  const difference = { on: 'response', name: 'Vary', found, expected: 'Origin' };
  return failed(decision, expected, 'Vary does not name Origin', difference);
}

export function judgeVaryByRequestHeaders({ exchange, controls }: RawExchanges): Judgement {
  const expected = 'Access-Control-Request-Headers in Vary, if the granted headers depend on it';
  const decision = undecided([...controls, exchange]);
  const grantsOf = (each: TimedExchange) =>
    namesIn(each, 'Access-Control-Allow-Headers').map((name) => name.toLowerCase());
  const all = [...controls, exchange];
  const isStatic = new Set(all.map((each) => grantsOf(each).sort().join())).size < 2;
  if (isStatic) return passed(decision, expected, 'the granted headers do not depend on it');
  if (all.every((each) => variesBy(each, 'access-control-request-headers'))) {
    return passed(decision, expected, 'it is there');
  }
  const found = getHeader(headersOf(exchange), 'Vary');
  const wanted = 'Access-Control-Request-Headers';
  const difference = { on: 'preflight', name: 'Vary', found, expected: wanted };
  return failed(decision, expected, `Vary does not name ${wanted}`, difference);
}

/** How many times as long an answer may take, and how many milliseconds more; and how many times as
 *  long as the answer to a request of half the length. */
const slower = { times: 10, milliseconds: 50, growth: 3 };

/** The controls are a usual request, and one half as long as the request. */
export function judgeNotSlower({ exchange, controls }: RawExchanges): Judgement {
  const [usual = 0, half = 0] = controls.map(({ milliseconds }) => milliseconds);
  const time = exchange.milliseconds;
  const limit = Math.max(usual * slower.times, usual + slower.milliseconds);
  // Twice as long a request may take twice the time, which is long on a busy machine.
  const growth = (time - usual) / Math.max(half - usual, 1);
  const expected = `an answer within ${limit.toFixed(0)} ms, as usual ones take ${usual.toFixed(1)} ms, or in twice the time of a request half as long`;
  const decision = undecided([exchange]);
  const message = `it took ${time.toFixed(1)} ms, and half of it took ${half.toFixed(1)} ms`;
  if (time <= limit || growth < slower.growth) return passed(decision, expected, message);
  const difference = { on: 'response', name: 'time', found: 'long', expected: 'short' };
  return failed(decision, expected, message, difference);
}

function describe(allowed: string | null): string {
  return allowed === null ? `there is no ${allowOrigin}` : `${allowOrigin} is "${allowed}"`;
}

function statusOf({ response }: TimedExchange): number {
  return response?.status ?? 0;
}
