/** A chain of fetches by the reference browser, seen as the model sees it. */
import type { BodyInit } from '../../../reference/body.ts';

import type { NetworkRequest } from '../../../reference/fetch-params.ts';
import { getHeader } from '../../../reference/header-list.ts';
import type { Outcome } from '../../../reference/outcome.ts';
import { type FetchInit, UserAgent } from '../../../reference/user-agent.ts';
import {
  type Chain,
  type ChainFetch,
  type Ending,
  maxAgeLimit,
  type Phase,
  type Seen,
  type Sent,
} from './chain.ts';
import { answerTo, type Received } from './scripted-answers.ts';

/** What each fetch of the chain sends, and how it ends. */
export async function observed(chain: Chain): Promise<readonly Seen[]> {
  const received: Received[] = [];
  let seconds = 0;
  const userAgent = new UserAgent({
    now: () => seconds * 1000,
    cookies: () => 'a=b',
    maxAgeLimit,
    preflightCache: chain.hasPreflightCache,
    network: async (request) => {
      const { line, origin, requestMethod } = sentBy(request);
      const at = { url: line.replace(/^.* /, ''), origin, isPreflight: requestMethod !== null };
      const { status, lines, takes } = answerTo(chain, received, at);
      received.push(at);
      seconds += takes;
      if (status === 0) throw new Error('the connection failed');
      return { status, headers: lines.map(([name, value]) => [name, value]), body: null };
    },
  });
  const seen: Seen[] = [];
  for (const fetch of chain.fetches) {
    seconds += fetch.after;
    const outcome = await userAgent.fetch(fetch.url, initOf(fetch));
    const wire = outcome.exchanges.map(({ request }) => sentBy(request));
    seen.push({ wire, ending: endingOf(outcome) });
  }
  return seen;
}

const bodies: Readonly<Record<ChainFetch['body'], () => BodyInit | null>> = {
  none: () => null,
  bytes: () => new Uint8Array([97]),
  text: () => 'a',
  form: () => new URLSearchParams('a=b'),
  stream: () => new ReadableStream<Uint8Array>(),
};

function initOf(fetch: ChainFetch): FetchInit {
  const { page, topLevel, body, headers, after: _, url: __, ...init } = fetch;
  return {
    ...init,
    origin: page,
    ...(topLevel === null ? {} : { topLevelOrigin: topLevel }),
    headers: headers.map(([name, value]) => [name, value]),
    body: bodies[body](),
    duplex: 'half',
  };
}

const ofTheBrowser =
  /^(?:accept-encoding|access-control-request-(?:headers|method)|content-length|cookie|origin|referer|sec-fetch-.*|user-agent)$/i;

function sentBy({ method, url, headers }: NetworkRequest): Sent {
  return {
    line: `${method} ${url.href}`,
    origin: getHeader([...headers], 'Origin'),
    requestMethod: getHeader([...headers], 'Access-Control-Request-Method'),
    requestHeaders: getHeader([...headers], 'Access-Control-Request-Headers'),
    cookies: getHeader([...headers], 'Cookie') !== null,
    headers: headers
      .filter(([name]) => !ofTheBrowser.test(name))
      .map(([name, value]) => `${name}: ${value}`),
  };
}

function endingOf(outcome: Outcome): Ending {
  if (outcome.type === 'error') {
    const { type, reason, step, path } = outcome;
    return { type, phase: step === null ? null : phaseOf(step, path), reason };
  }
  const { type, status, headers, url, redirected } = outcome;
  const exposed = headers.map(([name]) => name.toLowerCase());
  return { type, status, exposed, url, redirected };
}

const phases: Readonly<Record<string, Phase>> = {
  'request-constructor': 'construction',
  'headers-validate': 'construction',
  'main-fetch': 'start',
  'scheme-fetch': 'start',
  'cors-preflight-fetch': 'preflight',
  'cors-check': 'response',
  'http-fetch': 'redirect',
  'http-redirect-fetch': 'redirect',
};

function phaseOf(step: string, path: readonly string[]): Phase {
  const isInPreflight = path.some((each) => each.startsWith('cors-preflight-fetch/'));
  return isInPreflight ? 'preflight' : (phases[step.replace(/\/.*/, '')] ?? null);
}
