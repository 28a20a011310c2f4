/** The judge: replays a case and says whether the transcripts are what the policy means. */
import type { PlannedCase } from '../../conformance/servers/index.ts';
import type { Network } from '../../reference/index.ts';
import { messageOf } from '../output/message-of.ts';
import {
  failed,
  isTrouble,
  outcomeMessage,
  skipped,
  troubled,
  undecided,
} from './judgements/judgement.ts';
import { judgements, type OfRaw } from './judgements/judgements.ts';
import type { FetchPlan, RawPlan } from './judgements/plans.ts';
import type { RawExchanges } from './judgements/raw-requests.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { preflightsOnly, replayFetches, replayRequests, type TimedExchange } from './replay.ts';
import type { Judgement } from './result.ts';

export async function judgeCase(planned: PlannedCase, network: Network): Promise<Judgement> {
  switch (planned.kind) {
    case 'fetch':
      return judgeFetches(planned, network);
    case 'raw':
      return judgeRequests(planned, network);
    case 'skip':
      return skipped(undecided([]), '', planned.reason);
  }
}

/** Judges a case that browsers can make. */
export async function judgeFetches(planned: FetchPlan, network: Network): Promise<Judgement> {
  const judgement = judgements[planned.case.judge];
  if (judgement.kind === 'raw') throw new RangeError(`${planned.case.judge} is for raw requests`);
  const isPreflightOnly = judgement.kind === 'fetch' && judgement.preflightOnly === true;
  const transcripts = await replayFetches(
    planned,
    isPreflightOnly ? preflightsOnly(network) : network,
  );
  const trouble = transcripts.find(({ outcome }) => isTrouble(outcome))?.outcome;
  if (trouble !== undefined) return troubled(trouble.exchanges, outcomeMessage(trouble));
  const [first] = transcripts;
  if (judgement.kind === 'several') return judgement.judge(transcripts, planned);
  if (first === undefined) throw new RangeError(`${planned.id} has no fetch`);
  return judgement.judge(first, planned);
}

async function judgeRequests(planned: RawPlan, network: Network): Promise<Judgement> {
  const judgement = judgements[planned.case.judge];
  if (judgement.kind !== 'raw') throw new RangeError(`${planned.case.judge} is for fetches`);
  let exchanges = await replayRequests(planned.requests, network);
  let judged = judgeExchanges(planned, judgement, exchanges);
  // What fails by its time is measured again: a busy machine is slow once, but hardly each time.
  for (let tries = 1; judged.verdict === 'fail' && tries < (judgement.tries ?? 1); tries += 1) {
    const again = await replayRequests(planned.requests, network);
    exchanges = again.map((exchange, index) => faster(exchange, exchanges[index] ?? exchange));
    judged = judgeExchanges(planned, judgement, exchanges);
  }
  return judged;
}

function faster(a: TimedExchange, b: TimedExchange): TimedExchange {
  return a.milliseconds < b.milliseconds ? a : b;
}

function judgeExchanges(
  planned: RawPlan,
  { judge }: OfRaw,
  exchanges: readonly TimedExchange[],
): Judgement {
  const exchange = exchanges.at(-1);
  if (exchange === undefined) throw new RangeError(`${planned.id} has no request`);
  const raw = { exchange, controls: exchanges.slice(0, -1) };
  return withoutResponse(planned, raw) ?? judge(raw, planned);
}

/** What a missing response means; null if there is none missing. */
function withoutResponse(
  { case: { judge } }: RawPlan,
  { exchange, controls }: RawExchanges,
): Judgement | null {
  const silent = [...controls, exchange].find(({ response }) => response === null);
  if (silent === undefined) return null;
  const { cause } = silent;
  if (cause instanceof NetworkRefusal && cause.kind === 'not-sent') {
    return { ...troubled([silent], cause.message), verdict: 'not-sent' };
  }
  // Servers may refuse long headers in any way; to keep the client waiting is none of them.
  if (judge === 'not-slower' && silent !== controls[0]) {
    const isLate = cause instanceof NetworkRefusal && cause.kind === 'timeout';
    const expected = 'an answer about as fast as usual ones';
    const difference = { on: 'response', name: 'time', found: 'long', expected: 'short' };
    return isLate
      ? failed(undecided([silent]), expected, messageOf(cause), difference)
      : skipped(
          undecided([exchange]),
          expected,
          `the target does not accept it: ${messageOf(cause)}`,
        );
  }
  return troubled([silent], messageOf(cause));
}
