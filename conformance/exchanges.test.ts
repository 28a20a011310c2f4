/** Checks that the exchange cases are well-formed, and that the reference browser agrees. */
import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Network, NetworkRequest, NetworkResponse } from '../reference/fetch-params.ts';
import type { HeaderList } from '../reference/header-list.ts';
import type { Outcome } from '../reference/outcome.ts';
import { UserAgent } from '../reference/user-agent.ts';
import { algorithms, isStep, reasonOf } from '../spec/index.ts';
import { preflightFor } from './asked-again.ts';
import { CookieJar } from './cookie-jar.ts';
import { duplicates } from './duplicates.ts';
import {
  type ExchangeCase,
  type Expectation,
  exchanges,
  fillOrigins,
  initiators,
  type OriginLetter,
  type Origins,
  placeCase,
  type SentRequest,
} from './exchanges.ts';
import { fetchFromPage, isReadable } from './page-fetch.ts';
import { ruleFor, type ServedRequest } from './scripted-server.ts';

const folder = new URL('exchanges/', import.meta.url);
const origins: Origins = {
  A: 'http://a.site.example:8001',
  B: 'http://b.site.example:8002',
  C: 'http://c.other.example:8003',
  D: 'http://b.site.example:8004',
};
const withoutPorts: Origins = {
  A: 'https://a.site.example',
  B: 'https://b.site.example',
  C: 'https://c.other.example',
  D: 'http://b.site.example',
};

const secure: Origins = {
  A: 'https://a.site.example:8001',
  B: 'https://b.site.example:8002',
  C: 'https://c.other.example:8003',
  D: 'http://b.site.example:8004',
};

/** Refusals that no page can cause with a fetch. */
const unreachable = new Map([
  ['main-fetch/21', 'only a service worker can pass on the response to a different range request'],
]);

describe('exchange cases', () => {
  for (const file of readdirSync(folder)) {
    it(`${file} is a topic`, () => {
      expect(exchanges.map(({ topic }) => `${topic}.json`)).to.include(file);
    });
  }

  it('have unique ids', () => {
    expect(new Set(exchanges.map(({ id }) => id)).size).to.equal(exchanges.length);
  });

  it('differ in what they are given', () => {
    expect(duplicates(exchanges)).to.deep.equal([]);
  });

  it('cite steps that exist', () => {
    const cited = exchanges.flatMap(({ steps, expect }) => [...steps, ...expect.flatMap(pathOf)]);
    expect(cited.filter((step) => !isStep(step))).to.deep.equal([]);
  });

  it('cite the deciding step first if they expect a single refusal', () => {
    const odd = exchanges.filter(
      ({ steps, expect: [first, ...others] }) =>
        others.length === 0 &&
        first?.type === 'error' &&
        first.step !== undefined &&
        first.step !== steps[0],
    );
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('have one expectation for each fetch', () => {
    const odd = exchanges.filter(({ given, expect }) => given.fetches.length !== expect.length);
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('end each path with the deciding step and give its reason', () => {
    for (const { id, expect: expectations } of exchanges) {
      for (const expectation of expectations) {
        if (expectation.type !== 'error' || expectation.step === undefined) continue;
        expect(expectation.path.at(-1), id).to.equal(expectation.step);
        expect(reasonOf(expectation.step), id).to.equal(expectation.reason);
      }
    }
  });

  it('declare what a client needs for them', () => {
    for (const { id, given, expect: expectations, requires } of exchanges) {
      const needs = {
        cookies: given.cookies.length > 0,
        'framed-pages': given.fetches.some(({ topLevel }) => topLevel !== 'A'),
        xhr: given.fetches.some(({ api }) => api === 'xhr'),
        'preflight-cache': expectations.some(({ wire }) => wire.some((sent) => sent.mayAskAgain)),
        'request-streams': given.fetches.some(({ stream }) => stream),
        http1: given.server.some((rule) => 'raw' in rule),
        https: JSON.stringify(given).includes('{D}'),
      };
      for (const [feature, isNeeded] of Object.entries(needs)) {
        if (isNeeded) expect(requires, id).to.include(feature);
      }
    }
  });

  it('cover every initiator', () => {
    const used = new Set(
      exchanges.flatMap(({ given }) => given.fetches.flatMap(({ initiator }) => initiator ?? [])),
    );
    expect(initiators.filter((initiator) => !used.has(initiator))).to.deep.equal([]);
  });

  it('cover every refusal that a page can cause', () => {
    const shown = new Set(
      exchanges.flatMap(({ expect }) => expect.flatMap((each) => pathOf(each).at(-1) ?? [])),
    );
    const refusals = algorithms.flatMap(({ id, steps }) =>
      steps.filter(({ reason }) => reason !== undefined).map(({ number }) => `${id}/${number}`),
    );
    expect(refusals.filter((step) => !shown.has(step))).to.deep.equal([...unreachable.keys()]);
  });
});

describe('the origins of exchange cases', () => {
  for (const [value, filled] of [
    ['{B}/y', 'http://b.site.example:8002/y'],
    ['{A}, {C}', 'http://a.site.example:8001, http://c.other.example:8003'],
    ['x{A.host}', 'xa.site.example:8001'],
    ['{A.upper}', 'HTTP://A.SITE.EXAMPLE:8001'],
    ['{user:pass@B}/', 'http://user:pass@b.site.example:8002/'],
    ['{:@B}/', 'http://:@b.site.example:8002/'],
    ['{E} {} {A.port} {"A"}', '{E} {} {A.port} {"A"}'],
  ] as const) {
    it(`are filled into ${value}`, () => expect(fillOrigins(value, origins)).to.equal(filled));
  }
});

describe('the reference browser', () => {
  for (const exchangeCase of exchanges) {
    const needed = exchangeCase.requires.includes('https') ? secure : origins;
    it(`${exchangeCase.topic}: ${exchangeCase.id}`, () => replay(exchangeCase, needed));
  }

  it('may forget all grants: it asks again only where it may', async () => {
    for (const exchangeCase of exchanges) await replay(exchangeCase, secure, { forgets: true });
  });

  it('does not need origins with ports', async () => {
    for (const exchangeCase of exchanges) await replay(exchangeCase, withoutPorts);
  });
});

/** @param options.forgets the browser has no preflight cache */
async function replay(
  exchangeCase: ExchangeCase,
  origins: Origins,
  options = { forgets: false },
): Promise<void> {
  const { given, expect: expectations, why } = placeCase(exchangeCase, origins);
  const sent: SentRequest[] = [];
  let seconds = 0;
  const jar = new CookieJar();
  for (const { origin, name, value } of given.cookies) {
    jar.store(new URL(origins[origin]), [['Set-Cookie', `${name}=${value}; Path=/`]]);
  }
  const userAgent = new UserAgent({
    now: () => seconds * 1000,
    cookies: (url) => jar.ask(url),
    ...(options.forgets ? { preflightCache: false } : {}),
    network: scriptedNetwork(given.server, sent, { jar, origins }),
  });
  for (const [index, fetch] of given.fetches.entries()) {
    seconds += fetch.after;
    const before = sent.length;
    const outcome = await fetchFromPage(userAgent, fetch, origins);
    const expectation = expectations[index] as Expectation;
    const wire = expectation.wire.flatMap((each) =>
      options.forgets && each.mayAskAgain ? [preflightFor(each), each] : [each],
    );
    judgeWire(sent.slice(before), wire, why);
    judgeOutcome(outcome, expectation, why);
  }
}

/** The case's server, reached without sockets. */
function scriptedNetwork(
  rules: ExchangeCase['given']['server'],
  sent: SentRequest[],
  { jar, origins }: { jar: CookieJar; origins: Origins },
): Network {
  return async (request) => {
    const { method, url, includeCredentials } = request;
    const origin = (Object.keys(origins) as OriginLetter[]).find(
      (letter) => origins[letter] === url.origin,
    );
    if (origin === undefined) throw new Error(`${url.origin} is not an origin of the case`);
    const served: ServedRequest = { origin, method, path: url.pathname + url.search };
    const rule = ruleFor(rules, served, sent);
    sent.push({ ...served, ...(await contentOf(request)), absent: [], mayAskAgain: false });
    if (rule === null) throw new Error('no rule answers this request');
    if ('drop' in rule) throw new Error('connection-closed');
    const response =
      'raw' in rule
        ? parseResponse(rule.raw)
        : { ...rule, headers: rule.headers.map(trimmed), body: bytesOf(rule.body) };
    if (includeCredentials) jar.store(url, response.headers);
    return response;
  };
}

/** The headers and the body of a request, with the Content-Length that a real network adds. */
async function contentOf({
  method,
  headers,
  body,
}: NetworkRequest): Promise<Pick<SentRequest, 'headers' | 'body'>> {
  const content =
    body === null ? '' : textOf(new Uint8Array(await new Response(body as BodyInit).arrayBuffer()));
  const isLengthKnown =
    body instanceof Uint8Array || (body === null && ['POST', 'PUT'].includes(method));
  const length: HeaderList = isLengthKnown ? [['Content-Length', String(content.length)]] : [];
  return { headers: [...headers, ...length], body: content };
}

/**
 * Parses the final response from the bytes of a connection. Where HTTP leaves a choice, it rejects
 * the message: a NUL or a bare CR in the head is an error, as in browsers. A line fold becomes a
 * space, as RFC 9112 requires of user agents.
 */
function parseResponse(raw: string): NetworkResponse {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const rest = raw.slice(end + 4);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(statusLine)?.[1]);
  const isMalformed =
    end === -1 || Number.isNaN(status) || /[\0\r\n]/.test(head.replaceAll('\r\n', ''));
  if (isMalformed || lines.some((line) => !/^[^\s:]+:/.test(line)))
    throw new Error('malformed-response');
  if (status < 200) return parseResponse(rest);
  const headers: HeaderList = lines.map((line) => {
    const colon = line.indexOf(':');
    return trimmed([line.slice(0, colon), line.slice(colon + 1)]);
  });
  const length = headers.find(([name]) => name === 'Content-Length')?.[1];
  return { status, headers, body: bytesOf(rest.slice(0, Number(length))) };
}

function judgeWire(
  sent: readonly SentRequest[],
  expected: readonly SentRequest[],
  why: string,
): void {
  const line = ({ method, origin, path }: SentRequest) => `${method} ${origin} ${path}`;
  expect(sent.map(line), why).to.deep.equal(expected.map(line));
  for (const [index, { headers, absent, body }] of expected.entries()) {
    const request = sent[index] as SentRequest;
    for (const [name] of headers) {
      expect(headerOf(request, name), `${name}: ${why}`).to.equal(
        headerOf({ ...request, headers }, name),
      );
    }
    for (const name of absent) expect(headerOf(request, name), `${name}: ${why}`).to.equal(null);
    if (body !== undefined) expect(request.body, why).to.equal(body);
  }
}

function judgeOutcome(outcome: Outcome, expectation: Expectation, why: string): void {
  if (expectation.type === 'error') {
    expect(outcome.type === 'error' ? decisionOf(outcome) : outcome.type, why).to.equal(
      expectation.step ?? expectation.exception ?? expectation.cause,
    );
    if (outcome.type === 'error') expect(outcome.path).to.deep.equal(pathOf(expectation));
    return;
  }
  if (expectation.type === 'loaded') {
    const { readable = isReadable(outcome) } = expectation;
    expect(outcome.type === 'error' ? outcome.message : isReadable(outcome), why).to.equal(
      readable,
    );
    return;
  }
  expect(outcome.type === 'error' ? outcome.message : outcome.type, why).to.equal(expectation.type);
  if (outcome.type === 'error') return;
  const names = outcome.headers.map(([name]) => name.toLowerCase());
  expect(outcome.status, why).to.equal(expectation.status);
  expect(names, why).to.include.members([...expectation.exposed]);
  expect(
    names.filter((name) => expectation.hidden.includes(name)),
    why,
  ).to.deep.equal([]);
  if (expectation.body !== undefined) expect(textOf(outcome.body), why).to.equal(expectation.body);
  if (expectation.url !== undefined) expect(outcome.url, why).to.equal(expectation.url);
  if (expectation.redirected !== undefined)
    expect(outcome.redirected, why).to.equal(expectation.redirected);
}

function decisionOf({ step, exception, cause }: Outcome & { type: 'error' }): string {
  return step ?? exception?.name ?? (cause as Error).message;
}

/** Combines all lines of a name, as HTTP allows any recipient to do. */
function headerOf({ headers }: SentRequest, name: string): string | null {
  const values = headers
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

function pathOf(expectation: Expectation): readonly string[] {
  return 'path' in expectation ? expectation.path : [];
}

function trimmed([name, value]: readonly [string, string]): [string, string] {
  return [name, value.replace(/^[ \t]+|[ \t]+$/g, '')];
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function textOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : String.fromCharCode(...bytes);
}
