/** Whole fetches against a scripted server: what a client must send, and what its pages may see. */
import type { ReferrerPolicy } from '../reference/referrer-policy.ts';
import allowLists from './exchanges/allow-lists.json' with { type: 'json' };
import allowOrigin from './exchanges/allow-origin.json' with { type: 'json' };
import authorization from './exchanges/authorization.json' with { type: 'json' };
import credentials from './exchanges/credentials.json' with { type: 'json' };
import elementImages from './exchanges/element-images.json' with { type: 'json' };
import elementScripts from './exchanges/element-scripts.json' with { type: 'json' };
import eventSource from './exchanges/event-source.json' with { type: 'json' };
import examples from './exchanges/examples.json' with { type: 'json' };
import exposedHeaders from './exchanges/exposed-headers.json' with { type: 'json' };
import fonts from './exchanges/fonts.json' with { type: 'json' };
import headers from './exchanges/headers.json' with { type: 'json' };
import http2 from './exchanges/http2.json' with { type: 'json' };
import https from './exchanges/https.json' with { type: 'json' };
import keepalive from './exchanges/keepalive.json' with { type: 'json' };
import malformed from './exchanges/malformed.json' with { type: 'json' };
import media from './exchanges/media.json' with { type: 'json' };
import methods from './exchanges/methods.json' with { type: 'json' };
import misdirected from './exchanges/misdirected.json' with { type: 'json' };
import noCors from './exchanges/no-cors.json' with { type: 'json' };
import nullOrigin from './exchanges/null-origin.json' with { type: 'json' };
import preflightCache from './exchanges/preflight-cache.json' with { type: 'json' };
import preflightRequest from './exchanges/preflight-request.json' with { type: 'json' };
import preflightStatus from './exchanges/preflight-status.json' with { type: 'json' };
import redirectLocation from './exchanges/redirect-location.json' with { type: 'json' };
import redirectMethods from './exchanges/redirect-methods.json' with { type: 'json' };
import redirectModes from './exchanges/redirect-modes.json' with { type: 'json' };
import redirects from './exchanges/redirects.json' with { type: 'json' };
import referrerPolicy from './exchanges/referrer-policy.json' with { type: 'json' };
import requestConstruction from './exchanges/request-construction.json' with { type: 'json' };
import sameOriginMode from './exchanges/same-origin-mode.json' with { type: 'json' };
import schemes from './exchanges/schemes.json' with { type: 'json' };
import simple from './exchanges/simple.json' with { type: 'json' };
import statuses from './exchanges/statuses.json' with { type: 'json' };
import streams from './exchanges/streams.json' with { type: 'json' };
import styleImages from './exchanges/style-images.json' with { type: 'json' };
import stylesheets from './exchanges/stylesheets.json' with { type: 'json' };
import textTracks from './exchanges/text-tracks.json' with { type: 'json' };
import webglTextures from './exchanges/webgl-textures.json' with { type: 'json' };
import xhr from './exchanges/xhr.json' with { type: 'json' };
import xhrRequests from './exchanges/xhr-requests.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };

const topics: Readonly<Record<string, unknown>> = {
  simple,
  credentials,
  'allow-origin': allowOrigin,
  'preflight-request': preflightRequest,
  'preflight-status': preflightStatus,
  methods,
  headers,
  authorization,
  'allow-lists': allowLists,
  'exposed-headers': exposedHeaders,
  'null-origin': nullOrigin,
  redirects,
  'redirect-methods': redirectMethods,
  'redirect-location': redirectLocation,
  'redirect-modes': redirectModes,
  'preflight-cache': preflightCache,
  'no-cors': noCors,
  'referrer-policy': referrerPolicy,
  'same-origin-mode': sameOriginMode,
  statuses,
  misdirected,
  xhr,
  'xhr-requests': xhrRequests,
  streams,
  https,
  http2,
  keepalive,
  'element-images': elementImages,
  'element-scripts': elementScripts,
  stylesheets,
  'event-source': eventSource,
  fonts,
  media,
  'text-tracks': textTracks,
  'style-images': styleImages,
  'webgl-textures': webglTextures,
  'request-construction': requestConstruction,
  schemes,
  malformed,
  examples,
};

/** The values of the members that a case may omit from a fetch. */
export const fetchDefaults: Omit<PageFetch, 'page' | 'url'> = {
  method: 'GET',
  headers: [],
  body: null,
  mode: 'cors',
  credentials: 'same-origin',
  redirect: 'follow',
  referrerPolicy: '',
  keepalive: false,
  api: 'fetch',
  initiator: null,
  crossorigin: null,
  uploadListener: false,
  stream: false,
  duplex: 'half',
  topLevel: 'A',
  after: 0,
};

/** The parts of a page that fetch by themselves. */
export const initiators = [
  'image',
  'webgl-texture',
  'script',
  'module-script',
  'import',
  'stylesheet',
  'event-source',
  'font',
  'audio',
  'video',
  'text-track',
  'shape-outside',
  'mask-image',
] as const;

/** All cases, from the simple topics to the unusual ones. */
export const exchanges: readonly ExchangeCase[] = Object.entries(topics).flatMap(([topic, cases]) =>
  (cases as readonly WrittenCase[]).map((written) => whole(topic, written)),
);

/** A is the page's origin, B another origin of the same site, C another site, and D an `http:` origin with
 *  the host of B, for pages of `https:` origins. */
export type OriginLetter = 'A' | 'B' | 'C' | 'D';

/** A name and a value as they are sent, with one char per byte. */
export type HeaderLine = readonly [name: string, value: string];

export type ClientFeature =
  | 'cookies'
  | 'framed-pages'
  | 'http1'
  | 'http2'
  | 'https'
  | 'preflight-cache'
  | 'request-streams'
  | 'xhr';

export interface ExchangeCase {
  readonly id: string;
  readonly topic: string;
  /** The steps of the standard that the case is about, with the deciding step first. */
  readonly steps: readonly string[];
  /** The public issue about engines that differ from the standard here, or `engines` if all three
   *  differ in the same way and no issue is known. */
  readonly atRisk: string | null;
  /** The question to the authors of the standard, by the name of its file in `spec/questions/`. */
  readonly question: string | null;
  /** A client that lacks one of these features, or an initiator of a fetch, skips the case. `http1`,
   *  `http2` and `https` are about its connections to the server. */
  readonly requires: readonly ClientFeature[];
  readonly given: {
    /** Made one after the other. */
    readonly fetches: readonly PageFetch[];
    /** Cookies in the client's store before the case begins. */
    readonly cookies: readonly StoredCookie[];
    readonly server: readonly ServerRule[];
  };
  /** One for each fetch. */
  readonly expect: readonly Expectation[];
  readonly why: string;
}

export interface PageFetch {
  /** "null" is a frame with an opaque origin in a page of A. A case always uses the same frame. */
  readonly page: 'A' | 'null';
  readonly url: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string | null;
  readonly mode: 'cors' | 'no-cors' | 'same-origin' | 'navigate';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly referrerPolicy: ReferrerPolicy;
  readonly keepalive: boolean;
  readonly api: 'fetch' | 'xhr';
  /** What fetches instead of `api`. Only `page`, `url` and `crossorigin` then matter. */
  readonly initiator: Initiator | null;
  /** The attribute of the element; null if it has none. An EventSource has credentials with
   *  `use-credentials`. */
  readonly crossorigin: 'anonymous' | 'use-credentials' | null;
  /** Whether the XMLHttpRequest's upload object has a listener. */
  readonly uploadListener: boolean;
  /** Whether the body is a ReadableStream. */
  readonly stream: boolean;
  /** The option that `fetch()` gets with a stream. Null omits it. */
  readonly duplex: 'half' | null;
  /** The origin of the top-level page, if the page of A is in a frame. */
  readonly topLevel: Exclude<OriginLetter, 'D'>;
  /** Seconds that pass before this fetch. */
  readonly after: number;
}

/** A part of a page that fetches by itself. */
export type Initiator = (typeof initiators)[number];

export interface StoredCookie {
  readonly origin: OriginLetter;
  readonly name: string;
  readonly value: string;
}

/** What the server does with a request: answer, send exact bytes, or close the connection. */
export type ServerRule = AnsweringRule | RawRule | DroppingRule;

export interface RuleCondition {
  readonly origin: OriginLetter;
  readonly method?: string;
  /** Includes the query. */
  readonly path?: string;
  /** Which of the requests that match the other conditions, counted from 1. */
  readonly time?: number;
}

export interface AnsweringRule {
  readonly on: RuleCondition;
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

export interface RawRule {
  readonly on: RuleCondition;
  /** All bytes of the response. */
  readonly raw: string;
}

export interface DroppingRule {
  readonly on: RuleCondition;
  readonly drop: true;
}

export type Expectation =
  | SharedExpectation
  | LoadedExpectation
  | RefusedExpectation
  | FailedExpectation
  | ThrownExpectation;

export interface SharedExpectation {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  /** The status that the page sees, which is 0 for opaque responses and opaque redirects. */
  readonly status: number;
  /** Names of headers, in lower case, that the page must be able to read. */
  readonly exposed: readonly string[];
  /** Names of headers, in lower case, that the page must not be able to read. */
  readonly hidden: readonly string[];
  readonly body?: string;
  readonly url?: string;
  readonly redirected?: boolean;
  readonly wire: readonly SentRequest[];
}

/** An initiator gets a response. */
export interface LoadedExpectation {
  readonly type: 'loaded';
  /** Whether the page may read what was loaded. Omitted for an initiator of which pages can never tell. */
  readonly readable?: boolean;
  readonly wire: readonly SentRequest[];
}

export interface RefusedExpectation {
  readonly type: 'error';
  readonly step: string;
  readonly reason: string;
  /** The steps that lead to the deciding step, which comes last. */
  readonly path: readonly string[];
  readonly cause?: undefined;
  readonly exception?: undefined;
  readonly wire: readonly SentRequest[];
}

/** The transport fails, so no step of the standard decides. */
export interface FailedExpectation {
  readonly type: 'error';
  readonly step?: undefined;
  readonly cause: 'connection-closed' | 'malformed-response';
  readonly exception?: undefined;
  readonly wire: readonly SentRequest[];
}

/** The XMLHttpRequest throws before it fetches, as the XHR standard says. */
export interface ThrownExpectation {
  readonly type: 'error';
  readonly step?: undefined;
  readonly cause?: undefined;
  /** The name of the DOMException. */
  readonly exception: 'SecurityError' | 'SyntaxError';
  readonly wire: readonly [];
}

/** A request that has to arrive. No other request may arrive. */
export interface SentRequest {
  readonly method: string;
  readonly origin: OriginLetter;
  readonly path: string;
  /** The lines that matter. The request may have others. */
  readonly headers: readonly HeaderLine[];
  /** Names of headers that must not be sent. */
  readonly absent: readonly string[];
  readonly body?: string;
  /** Whether only the preflight cache makes a preflight for it unnecessary. A client may remove entries
   *  from its cache, and then sends one. */
  readonly mayAskAgain: boolean;
}

/** The real origin for each letter, such as `http://localhost:8001`. */
export type Origins = Readonly<Record<OriginLetter, string>>;

/**
 * A value of a case with the origins filled in: `{B}` is `http://localhost:8002`, `{B.host}` is
 * `localhost:8002`, `{B.upper}` is `HTTP://LOCALHOST:8002`, and `{user:pass@B}` is
 * `http://user:pass@localhost:8002`.
 */
export function fillOrigins(value: string, origins: Origins): string {
  return value.replace(
    /\{(?:([^{}@]*)@)?([ABCD])(?:\.(host|upper))?\}/g,
    (_, user: string | undefined, letter: OriginLetter, form: string | undefined) => {
      const origin = origins[letter];
      const host = origin.slice(origin.indexOf('//') + 2);
      if (user !== undefined) return origin.replace(host, `${user}@${host}`);
      if (form === 'host') return host;
      return form === 'upper' ? origin.toUpperCase() : origin;
    },
  );
}

/** A case, or a part of one, with the origins filled in wherever they stand. */
export function placeCase<Part>(part: Part, origins: Origins): Part {
  return JSON.parse(JSON.stringify(part), (_, value: unknown) =>
    typeof value === 'string' ? fillOrigins(value, origins) : value,
  );
}

/** A case as a file has it: members that have a default may be missing. */
interface WrittenCase {
  readonly given: {
    readonly fetches: readonly WrittenFetch[];
    readonly server: readonly WrittenRule[];
  };
  readonly expect: readonly { readonly type: string; readonly wire: readonly object[] }[];
}

/** A fetch as a file has it: a long body is written as a short one and a number. */
interface WrittenFetch {
  readonly body?: string;
  readonly bodyTimes?: number;
}

function wholeFetch({ bodyTimes = 1, ...fetch }: WrittenFetch): object {
  const long = bodyTimes === 1 ? {} : { body: fetch.body?.repeat(bodyTimes) };
  return { ...fetchDefaults, ...fetch, ...long };
}

/** A rule as a file has it: the body can be a file of `files.json`. */
interface WrittenRule {
  readonly status?: number;
  readonly headers?: readonly HeaderLine[];
  readonly file?: string;
}

function wholeRule({ file, ...rule }: WrittenRule): object {
  if (!('status' in rule)) return rule;
  if (file === undefined) return { headers: [], body: '', ...rule };
  const {
    type,
    text,
    base64 = '',
  } = (files as Readonly<Record<string, StoredFile>>)[file] as StoredFile;
  const headers = [['Content-Type', type], ...(rule.headers ?? [])];
  return { ...rule, headers, body: text ?? atob(base64) };
}

interface StoredFile {
  readonly type: string;
  readonly text?: string;
  readonly base64?: string;
}

/** Adds the defaults to a case that is valid under the schema. */
function whole(topic: string, written: WrittenCase): ExchangeCase {
  const { given, expect } = written;
  const added = {
    atRisk: null,
    question: null,
    requires: [],
    ...written,
    topic,
    given: {
      cookies: [],
      ...given,
      fetches: given.fetches.map(wholeFetch),
      server: given.server.map(wholeRule),
    },
    expect: expect.map((expectation) => ({
      ...(['error', 'loaded'].includes(expectation.type) ? {} : { exposed: [], hidden: [] }),
      ...expectation,
      wire: expectation.wire.map((sent) => ({
        headers: [],
        absent: [],
        mayAskAgain: false,
        ...sent,
      })),
    })),
  };
  return added as unknown as ExchangeCase;
}
