/** Runs an exchange case on the reference browser, against its scripted server. */
import { CookieJar } from '../../../../conformance/cookie-jar.ts';
import type { OriginLetter } from '../../../../conformance/exchanges.ts';
import { fetchFromPage } from '../../../../conformance/page-fetch.ts';
import { ruleFor, type ServedRequest } from '../../../../conformance/scripted-server.ts';
import {
  type Header,
  type Network,
  type NetworkResponse,
  type Outcome,
  trimHTTPTabOrSpace,
  UserAgent,
} from '../../../../reference/index.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { places } from '../../data/places.ts';

/** @returns how each fetch of the case ends */
export async function runCase({ given }: PlacedExchange): Promise<Outcome[]> {
  const jar = new CookieJar();
  for (const { origin, name, value } of given.cookies) {
    jar.store(new URL(places[origin]), [['Set-Cookie', `${name}=${value}; Path=/`]]);
  }
  let seconds = 0;
  const userAgent = new UserAgent({
    now: () => seconds * 1000,
    cookies: (url) => jar.ask(url),
    network: scriptedNetwork(given.server, jar),
  });
  const outcomes: Outcome[] = [];
  for (const fetch of given.fetches) {
    seconds += fetch.after;
    outcomes.push(await fetchFromPage(userAgent, fetch, places));
  }
  return outcomes;
}

function scriptedNetwork(rules: PlacedExchange['given']['server'], jar: CookieJar): Network {
  const earlier: ServedRequest[] = [];
  return async ({ method, url, includeCredentials }) => {
    const letters = Object.keys(places) as OriginLetter[];
    const origin = letters.find((letter) => places[letter] === url.origin);
    if (origin === undefined) throw new Error(`${url.origin} is not an origin of the case`);
    const request = { origin, method, path: url.pathname + url.search };
    const rule = ruleFor(rules, request, earlier);
    earlier.push(request);
    if (rule === null) throw new Error('no rule of the case answers this request');
    if ('drop' in rule) throw new Error('connection-closed');
    const response =
      'raw' in rule
        ? parsed(rule.raw)
        : { status: rule.status, headers: rule.headers.map(trimmed), body: bytesOf(rule.body) };
    if (includeCredentials) jar.store(url, response.headers);
    return response;
  };
}

/** The final response in the bytes of a connection. What HTTP lets a client reject, is rejected. */
function parsed(raw: string): NetworkResponse {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(statusLine)?.[1]);
  const hasBareControl = /[\0\r\n]/.test(head.replaceAll('\r\n', ''));
  const isHeader = (line: string) => /^[^\s:]+:/.test(line);
  if (end === -1 || Number.isNaN(status) || hasBareControl || !lines.every(isHeader)) {
    throw new Error('malformed-response');
  }
  const rest = raw.slice(end + 4);
  if (status < 200) return parsed(rest);
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return trimmed([line.slice(0, colon), line.slice(colon + 1)]);
  });
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  return {
    status,
    headers,
    body: bytesOf(length === undefined ? rest : rest.slice(0, Number(length))),
  };
}

function trimmed([name, value]: readonly [string, string]): Header {
  return [name, trimHTTPTabOrSpace(value)];
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
