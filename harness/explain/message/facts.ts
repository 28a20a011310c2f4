/** What a message says of its fetch. */
import type { EngineMessage } from '../../../conformance/messages.ts';
import type { Values } from './pattern.ts';

export interface Facts {
  readonly url: string | null;
  /** The URL that the page fetched, if it was redirected. */
  readonly redirectedFrom: string | null;
  /** Of the page. */
  readonly origin: string | null;
  /** Whether redirects have led from one foreign origin to another, so that the browser sends `Origin: null`. */
  readonly isOriginHidden: boolean;
  readonly method: string | null;
  /** The name of a request header. */
  readonly header: string | null;
  /** A value that is wrong: of a header, or in one. */
  readonly value: string | null;
  readonly status: number | null;
  /** What the page wanted to load, such as an image. */
  readonly what: string | null;
  /** What Access-Control-Allow-Origin is, if not a value that is known. */
  readonly allows: '*' | 'several' | null;
  /** The response header that the message names as a list. */
  readonly list: string | null;
  /** Whether the message is about the preflight. Firefox and WebKit often do not say. */
  readonly isPreflight: boolean;
}

export function factsOf({ pattern, allows }: EngineMessage, text: string, values: Values): Facts {
  const status = Number(values.status);
  const url = values.url ?? values.target;
  const origin = values.origin ?? originOf(values.page);
  const [from, to] = [originOf(values.first), originOf(url)];
  return {
    url: url ?? null,
    redirectedFrom: values.first ?? null,
    origin,
    isOriginHidden: from !== null && to !== null && from !== to && from !== origin,
    method: values.method ?? null,
    header: values.header ?? null,
    value: values.value ?? null,
    status: Number.isInteger(status) ? status : null,
    what: values.what ?? null,
    allows: allows ?? null,
    list: /Access-Control-Allow-(?:Methods|Headers)/.exec(pattern)?.[0] ?? null,
    isPreflight: /preflight/i.test(withoutURLs(text, values)),
  };
}

/** The other way round, to fill the patterns of other messages. */
export function valuesOf(facts: Facts): Values {
  const { url, redirectedFrom, origin, method, header, value, status, what } = facts;
  const all = {
    url,
    first: redirectedFrom,
    page: origin,
    origin,
    method,
    header,
    value,
    status,
    what,
  };
  const known = Object.entries(all).filter(([, fact]) => fact !== null);
  return Object.fromEntries(known.map(([name, fact]) => [name, String(fact)]));
}

/** A URL can say anything. */
function withoutURLs(text: string, { url = '', first = '' }: Values): string {
  return text.replaceAll(url, '').replaceAll(first, '');
}

function originOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : null;
}
