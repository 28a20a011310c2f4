/** Judgements over requests that no browser sends. */
import {
  matchesOrigin,
  type PlannedCase,
  type Policy,
} from '../../../conformance/servers/index.ts';
import {
  byteCaseInsensitiveMatchForOneOf,
  type Exchange,
  extractHeaderListValues,
  getHeader,
} from '../../../reference/index.ts';
import type { Judgement } from '../result.ts';
import { NetworkRefusal } from '../target-network.ts';
import { messageOf, undecided } from './words.ts';

type RawCase = PlannedCase & { kind: 'raw' };

/** Judges a request that no browser sends. */
export function judgeRequest(planned: RawCase, exchange: Exchange): Judgement {
  const { response, cause } = exchange;
  if (response === null) {
    return {
      verdict: cause instanceof NetworkRefusal && cause.kind === 'not-sent' ? 'not-sent' : 'error',
      ...undecided([exchange]),
      expected: 'a response',
      message: messageOf(cause),
    };
  }
  const judged = { ...undecided([exchange]), message: `the status is ${response.status}` };
  switch (planned.case.judge) {
    case 'no-server-error':
      return {
        ...judged,
        verdict: response.status < 500 ? 'pass' : 'fail',
        expected: 'a status below 500',
      };
    case 'not-echoed': {
      const origin = getHeader(exchange.request.headers, 'Origin');
      const echoed = getHeader(response.headers, 'Access-Control-Allow-Origin');
      // To send Origin back is one way to say that everyone may read.
      const isPublic = planned.place.policy.allowOrigins?.includes('*') ?? false;
      return {
        ...judged,
        verdict: echoed === origin && !isPublic ? 'fail' : 'pass',
        expected: 'an Access-Control-Allow-Origin other than the Origin that was sent, or none',
        message: `Access-Control-Allow-Origin is ${echoed === null ? 'absent' : `"${echoed}"`}`,
      };
    }
    case 'answered-by-application': {
      const reached = getHeader(response.headers, 'X-Reached') === 'app';
      return {
        ...judged,
        verdict: reached ? 'pass' : 'fail',
        expected: 'an answer of the application, marked X-Reached: app',
        message: `the status is ${response.status}, and X-Reached is not there`,
      };
    }
    case 'not-shared-with-unlisted': {
      const origins = exchange.request.headers.filter(([name]) => name === 'Origin');
      const unlisted = origins.at(-1)?.[1];
      const allowed = getHeader(response.headers, 'Access-Control-Allow-Origin');
      const { allowOrigins = [] } = planned.place.policy;
      const failed = allowed === unlisted && !allowOrigins.includes('*');
      return {
        ...judged,
        verdict: failed ? 'fail' : 'pass',
        expected: `not shared with ${unlisted}`,
        message: `Access-Control-Allow-Origin is ${allowed === null ? 'absent' : `"${allowed}"`}`,
      };
    }
    case 'grants-first-header': {
      const names = extractHeaderListValues('Access-Control-Allow-Headers', response.headers);
      const first = planned.place.policy.allowHeaders?.find((name) => name !== '*') as string;
      const granted =
        names !== null &&
        names !== 'failure' &&
        (names.includes('*') || byteCaseInsensitiveMatchForOneOf(first, names));
      return {
        ...judged,
        verdict: granted ? 'pass' : 'fail',
        expected: `${first} to be granted, as it is where it stands alone`,
        message: granted ? 'it is' : 'it is not',
      };
    }
    case 'readable-allow-headers': {
      const names = extractHeaderListValues('Access-Control-Allow-Headers', response.headers);
      return {
        ...judged,
        verdict: names === 'failure' ? 'fail' : 'pass',
        expected: 'Access-Control-Allow-Headers to be a list of names, or absent',
        message: names === 'failure' ? 'it cannot be read' : 'it is',
      };
    }
    case 'not-modified': {
      if (response.status !== 304) {
        return { ...judged, verdict: 'skip', expected: 'a response with status 304' };
      }
      const origin = getHeader(exchange.request.headers, 'Origin') as string;
      const allowed = getHeader(response.headers, 'Access-Control-Allow-Origin');
      const meant = matchesPolicy(planned.place.policy, origin);
      const consistent = allowed === null || (meant && (allowed === origin || allowed === '*'));
      return {
        ...judged,
        verdict: consistent ? 'pass' : 'fail',
        expected: `Access-Control-Allow-Origin as on a 200, or none`,
        message: `it is ${allowed === null ? 'absent' : `"${allowed}"`}`,
      };
    }
    default:
      throw new RangeError(`the judgement "${planned.case.judge}" is not for raw requests`);
  }
}

function matchesPolicy(policy: Policy, origin: string): boolean {
  return (policy.allowOrigins ?? []).some((pattern) => matchesOrigin(pattern, origin));
}
