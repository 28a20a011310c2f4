/** How to meet a requirement: what the deciding step asks for, or else what the requirement says. */
import { requirementOf } from '../../conformance/servers/index.ts';
import type { RefusedOutcome } from '../../reference/index.ts';
import { fixForReason } from './fix-for-reason.ts';
import type { Judgement } from './result.ts';

/** What a page has to change if the server cannot. */
const fetchOtherwise = 'The server cannot fix this: the page has to fetch in another way.';

/** How to let a refused fetch through, whoever has to change something. */
export function fixForOutcome({ reason, exchanges }: RefusedOutcome): string {
  const last = exchanges.at(-1);
  return (last === undefined ? null : fixForReason(reason, last)) ?? fetchOtherwise;
}

/** @param isAllowed whether the policy allows what a step refused */
export function fixFor(
  { reason, exchanges, verdict }: Judgement,
  requirement: string,
  isAllowed: boolean,
): string {
  const last = exchanges.at(-1);
  const byStep =
    verdict === 'fail' && isAllowed && last !== undefined ? fixForReason(reason, last) : null;
  return byStep ?? requirementOf(requirement).fix;
}
