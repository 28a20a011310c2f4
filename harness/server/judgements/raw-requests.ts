/** Judgements over requests that no browser sends. */
import type { PlannedCase } from '../../../conformance/servers/index.ts';
import { type Exchange, getHeader } from '../../../reference/index.ts';
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
      return {
        ...judged,
        verdict: echoed === origin ? 'fail' : 'pass',
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
    default:
      throw new RangeError(`the judgement "${planned.case.judge}" is not for raw requests`);
  }
}
