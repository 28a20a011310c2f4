/** Commands for a browser with a preflight cache: fetch, and let time pass. */
import { expect } from 'chai';
import type fc from 'fast-check';
import {
  isCorsPreflightRequest,
  type NetworkRequest,
  type NetworkResponse,
  UserAgent,
} from '../../reference/index.ts';
import {
  fetchDefaults,
  type HeaderLine,
  type PageFetch,
  placeCase,
  type ServerRule,
} from '../exchanges.ts';
import { fetchFromPage } from '../page-fetch.ts';
import type { Given } from './arbitraries/exchanges.ts';
import { type AskingFetch, PreflightCacheModel, type Result } from './models/preflight-cache.ts';
import { origins } from './reference-browser.ts';

/** The longest time that the browser caches a grant, in seconds. */
export const maxAgeLimit = 600;

/** The browser under test, with its clock and its network. */
export class Browser {
  seconds = 0;
  #sent: Result['sent'][number][] = [];
  #fetch: CachedFetch | null = null;
  readonly #userAgent = new UserAgent({
    now: () => this.seconds * 1000,
    maxAgeLimit,
    network: async (request) => this.#answer(request),
  });

  async fetch(fetch: CachedFetch): Promise<Result> {
    this.#fetch = fetch;
    this.#sent = [];
    const { page, url, method, headers, credentials } = fetch.given;
    const pageFetch = { ...fetchDefaults, page, url, method, headers, credentials };
    const placed = placeCase(pageFetch, origins);
    const outcome = await fetchFromPage(this.#userAgent, placed, origins);
    return { sent: this.#sent, isShared: outcome.type === 'cors' };
  }

  #answer(request: NetworkRequest): NetworkResponse {
    const isPreflight = isCorsPreflightRequest(request);
    this.#sent.push(isPreflight ? 'preflight' : 'request');
    const lines = isPreflight ? this.#fetch?.preflightLines : this.#fetch?.actualLines;
    const headers = placeCase([...(lines ?? [])], origins);
    return { status: 200, headers, body: null };
  }
}

export class Wait implements fc.AsyncCommand<PreflightCacheModel, Browser> {
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  check(): boolean {
    return true;
  }

  async run(model: PreflightCacheModel, browser: Browser): Promise<void> {
    model.wait(this.seconds);
    browser.seconds += this.seconds;
  }

  toString(): string {
    return `${this.seconds} s later`;
  }
}

export interface GivenFetch extends Pick<PageFetch, 'page' | 'url' | 'method' | 'credentials'> {
  readonly headers: [string, string][];
  readonly isShared: boolean;
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly isPreflightShared: boolean;
  readonly maxAge: number | null;
}

export class CachedFetch implements fc.AsyncCommand<PreflightCacheModel, Browser> {
  readonly given: GivenFetch;

  constructor(given: GivenFetch) {
    this.given = given;
  }

  check(): boolean {
    return true;
  }

  async run(model: PreflightCacheModel, browser: Browser): Promise<void> {
    expect(await browser.fetch(this)).to.deep.equal(model.fetch(this.asked));
  }

  get asked(): AskingFetch {
    const { page, url, method, headers, credentials, isShared, ...answer } = this.given;
    return {
      page,
      url,
      method,
      names: headers.map(([name]) => name.toLowerCase()),
      hasCredentials: credentials === 'include',
      answer: {
        isShared: answer.isPreflightShared,
        methods: answer.allowMethods,
        names: answer.allowHeaders.map((name) => name.toLowerCase()),
        maxAge: answer.maxAge,
      },
      isShared,
    };
  }

  get preflightLines(): HeaderLine[] {
    const { allowMethods, allowHeaders, maxAge } = this.given;
    return [
      ...this.#share(this.given.isPreflightShared),
      ['Access-Control-Allow-Methods', allowMethods.join(', ')],
      ['Access-Control-Allow-Headers', allowHeaders.join(', ')],
      ...(maxAge === null ? [] : [['Access-Control-Max-Age', String(maxAge)] as const]),
    ];
  }

  get actualLines(): HeaderLine[] {
    return this.#share(this.given.isShared);
  }

  #share(isShared: boolean): HeaderLine[] {
    const credentials: HeaderLine = ['Access-Control-Allow-Credentials', 'true'];
    const origin = this.given.page === 'null' ? 'null' : '{A}';
    return isShared ? [['Access-Control-Allow-Origin', origin], credentials] : [credentials];
  }

  toString(): string {
    return JSON.stringify(this.given);
  }
}

export type Commands = Iterable<fc.AsyncCommand<PreflightCacheModel, Browser>>;

/** The sequence as an exchange, whose server has rules for the requests that the model expects. */
export function exchangeOf(commands: Commands): Given {
  const model = new PreflightCacheModel(maxAgeLimit);
  const fetches: PageFetch[] = [];
  const server: ServerRule[] = [];
  const times = new Map<string, number>();
  let after = 0;
  for (const command of commands) {
    if (command instanceof Wait) {
      after += command.seconds;
      model.wait(command.seconds);
    } else if (command instanceof CachedFetch) {
      const { page, url, method, headers, credentials } = command.given;
      const on = { origin: url.slice(1, 2) as 'B' | 'C', path: url.slice(3).replace(/#.*/, '') };
      fetches.push({ page, url, method, headers, credentials, after } as unknown as PageFetch);
      after = 0;
      const count = (method: string) => {
        const key = [method, on.origin, on.path].join();
        times.set(key, (times.get(key) ?? 0) + 1);
        return { method, ...on, time: times.get(key) as number };
      };
      const answer = (method: string, headers: HeaderLine[]) =>
        server.push({ on: count(method), status: 200, headers, body: '' });
      const { sent } = model.fetch(command.asked);
      if (sent.includes('preflight')) answer('OPTIONS', command.preflightLines);
      if (sent.includes('request')) answer(method, command.actualLines);
    }
  }
  return { fetches, cookies: [], server };
}
