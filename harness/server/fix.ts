/** How to meet a requirement: what the deciding step asks for, or else what the requirement says. */
import { requirementOf } from '../../conformance/servers/index.ts';
import { fixForReason } from './fix-for-reason.ts';
import type { Judgement } from './result.ts';

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
