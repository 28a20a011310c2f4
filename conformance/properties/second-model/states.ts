/** What a browser does in each state of a fetch. */
import type { Asked } from './asked.ts';
import type { Sent } from './chain.ts';
import { ended, failed, responded, visibleURL } from './endings.ts';
import { granted, isGranted } from './grants.ts';
import type { Done, Running } from './machine.ts';
import {
  currentURL,
  hasCredentials,
  holderOf,
  isHttp,
  isOwn,
  originHeader,
  originOf,
} from './places.ts';
import { isSimpleMethod, namesToAsk, valuesOf } from './request-headers.ts';
import { listed, maxAgeIn, whyNotShared } from './response-headers.ts';
import { answerTo } from './scripted-answers.ts';

export const transitions: Readonly<Record<Running['state'], (running: Running) => Running | Done>> =
  {
    /** There is a URL: is it fetched with CORS, without, or not at all? */
    routed(running) {
      const { asked, world } = running;
      const { page, mode, redirect, tainting, useCorsPreflight, method, headers } = asked;
      const url = currentURL(asked);
      if ((isOwn(page, url) && tainting === 'basic') || url.startsWith('data:')) {
        return allowed(running, 'basic');
      }
      if (mode === 'same-origin') return failed(running, 'start', 'not-same-origin');
      if (mode === 'no-cors') {
        if (redirect !== 'follow') return failed(running, 'start', 'no-cors-redirect-mode');
        return allowed(running, 'opaque');
      }
      if (!isHttp(url)) return failed(running, 'start', 'scheme-not-http');

      const names = namesToAsk(headers);
      const isSimple = isSimpleMethod(method);
      if (isSimple && names.length === 0 && !useCorsPreflight) return allowed(running, 'cors');
      const isKnown = (kind: 'method' | 'name', item: string) =>
        isGranted(world.grants, holderOf(asked), { kind, item }, world.now);
      const isCovered =
        ((isSimple && !useCorsPreflight) || isKnown('method', method)) &&
        names.every((name) => isKnown('name', name));
      return {
        ...running,
        asked: { ...asked, tainting: 'cors', neededPermission: true },
        state: isCovered ? 'allowed' : 'asking',
      };
    },

    /** A preflight is needed. */
    asking(running) {
      const { asked } = running;
      const { method, credentials, headers, useCorsPreflight } = asked;
      const names = namesToAsk(headers);
      const after = sent(running, {
        line: `OPTIONS ${currentURL(asked)}`,
        origin: originOf(asked),
        requestMethod: method,
        requestHeaders: names.length === 0 ? null : names.join(','),
        cookies: false,
        headers: ['Accept: */*'],
      });
      const { status, lines } = after.answer;
      if (status === 0) return failed(after, null, null);
      const refused = (reason: string) => failed(after, 'preflight', reason);
      const withCredentials = credentials === 'include';
      const why = whyNotShared(lines, originOf(asked), withCredentials);
      if (why !== null) return refused(why);
      if (status < 200 || status > 299) return refused('preflight-status-not-ok');
      const methods = listed(lines, 'Access-Control-Allow-Methods');
      const listedNames = listed(lines, 'Access-Control-Allow-Headers');
      if (methods === null || listedNames === null) return refused('allow-list-malformed');
      const allowedMethods = methods ?? (useCorsPreflight ? [method] : []);
      const allowedNames = (listedNames ?? []).map((name) => name.toLowerCase());
      const covers = (list: readonly string[], item: string) =>
        list.includes(item) || (list.includes('*') && !withCredentials);
      if (!isSimpleMethod(method) && !covers(allowedMethods, method)) {
        return refused('method-not-allowed');
      }
      if (names.includes('authorization') && !allowedNames.includes('authorization')) {
        return refused('authorization-not-listed');
      }
      if (!names.every((name) => covers(allowedNames, name))) return refused('header-not-allowed');

      const { world } = after;
      if (!world.chain.hasPreflightCache) return { ...after, state: 'allowed' };
      const time = { since: world.now, maxAge: maxAgeIn(lines) };
      const items = [
        ...allowedMethods.map((item) => ({ kind: 'method' as const, item })),
        ...allowedNames.map((item) => ({ kind: 'name' as const, item })),
      ];
      const grants = granted(world.grants, holderOf(asked), items, time);
      return { ...after, state: 'allowed', world: { ...world, grants } };
    },

    /** The request itself may be sent. */
    allowed(running) {
      const { asked } = running;
      const url = currentURL(asked);
      if (!isHttp(url)) return local(running, url);
      const { method, credentials, tainting, redirect, headers } = asked;
      const after = sent(running, {
        line: `${method} ${url}`,
        origin: originHeader(asked),
        requestMethod: null,
        requestHeaders: null,
        cookies:
          credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic'),
        headers: headers.map(([name, value]) => `${name}: ${value}`),
      });
      const { status, lines } = after.answer;
      if (status === 0) return failed(after, null, null);
      const why =
        tainting === 'cors'
          ? whyNotShared(lines, originOf(asked), credentials === 'include')
          : null;
      if (why !== null) return failed(after, 'response', why);
      if (![301, 302, 303, 307, 308].includes(status)) return responded(after);
      if (redirect === 'error') return failed(after, 'redirect', 'redirect-mode-error');
      if (redirect === 'follow') return { ...after, state: 'redirected' };
      return ended(after, { type: 'opaqueredirect', status: 0, exposed: [], ...visibleURL(asked) });
    },

    /** The response is a redirect, and the request follows it. */
    redirected(running) {
      const { asked, answer } = running;
      const { page, urls, mode, method, body, tainting } = asked;
      const refused = (reason: string) => failed(running, 'redirect', reason);
      const from = currentURL(asked);
      const [location, ...others] = valuesOf(answer.lines, 'Location');
      if (location === undefined) return responded(running);
      if (others.length > 0 || !URL.canParse(location, from)) {
        return refused('location-invalid');
      }
      const target = new URL(location, from).href;
      const to = target.includes('#') ? target : target + (/#.*$/s.exec(from)?.[0] ?? '');
      if (!isHttp(to)) return refused('location-scheme-not-http');
      if (urls.length === 21) return refused('too-many-redirects');
      if (hasCredentials(to) && mode === 'cors' && !isOwn(page, to)) {
        return refused('location-credentials-cross-origin');
      }
      if (hasCredentials(to) && tainting === 'cors') {
        return refused('location-credentials-after-cors');
      }
      if (answer.status !== 303 && body === 'stream') return refused('body-not-replayable');

      const becomesGet =
        (answer.status <= 302 && method === 'POST') ||
        (answer.status === 303 && method !== 'GET' && method !== 'HEAD');
      const leaves = new URL(from).origin !== new URL(to).origin;
      const headers = asked.headers.filter(
        ([name]) =>
          !(becomesGet && /^content-(?:encoding|language|location|type)$/i.test(name)) &&
          !(leaves && /^authorization$/i.test(name)),
      );
      const get = becomesGet ? ({ method: 'GET', body: 'none' } as const) : {};
      return {
        ...running,
        state: 'routed',
        asked: { ...asked, ...get, headers, urls: [...urls, to] },
      };
    },
  };

function allowed(running: Running, tainting: Asked['tainting']): Running {
  return { ...running, state: 'allowed', asked: { ...running.asked, tainting } };
}

/** What is at URLs that need no network. */
function local(running: Running, url: string): Done {
  if (url.startsWith('data:') || url === 'about:blank') {
    const lines = [['Content-Type', 'of the URL']] as const;
    return responded({ ...running, answer: { status: 200, lines, takes: 0 } });
  }
  return failed(running, 'start', url.startsWith('file:') ? 'file-url' : 'scheme-not-fetchable');
}

function sent(running: Running, request: Sent): Running {
  const { world, wire, asked } = running;
  const isPreflight = request.requestMethod !== null;
  const received = { url: currentURL(asked), origin: request.origin, isPreflight };
  const answer = answerTo(world.chain, world.received, received);
  const now = world.now + answer.takes;
  return {
    ...running,
    world: { ...world, now, received: [...world.received, received] },
    wire: [...wire, request],
    answer,
  };
}
