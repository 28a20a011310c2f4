/** From a judgement to a result: its requirement and level, its fix, and whether it is known. */
import { type PlannedCase, requirementOf } from '../../conformance/servers/index.ts';
import { fixFor } from './fix.ts';
import type { Run } from './prepared-run.ts';
import type { Judgement, Result, Verdict } from './result.ts';

/** A judgement in the light of what the target is known to get wrong. */
export function resultOf(run: Run, planned: PlannedCase, judgement: Judgement): Result {
  const { requirement = planned.requirement } = judgement;
  const isAllowed = planned.kind === 'fetch' && (planned.fetches[0]?.intent.allowed ?? false);
  const { verdict, known } = standing(run, planned.id, judgement);
  return {
    id: planned.id,
    policy: planned.place.policy.id,
    requirement,
    level: requirementOf(requirement).level,
    verdict,
    expected: judgement.expected,
    message: judgement.message,
    differences: judgement.differences,
    step: judgement.step,
    reason: judgement.reason,
    path: judgement.path,
    exchanges: judgement.exchanges,
    why: planned.why,
    fix: fixFor(judgement, requirement, isAllowed),
    known,
  };
}

function standing(
  { knownDeviations }: Run,
  id: string,
  { verdict, differences }: Judgement,
): { verdict: Verdict; known: string | null } {
  if (verdict !== 'fail' && verdict !== 'pass') return { verdict, known: null };
  const known = knownDeviations.entryFor(id)?.what ?? null;
  switch (knownDeviations.standingOf(id, differences)) {
    case 'as-listed':
      return { verdict: 'known', known };
    case 'gone':
      return { verdict: 'gone', known };
    case 'otherwise':
      return { verdict, known };
    case 'unlisted':
      return { verdict, known: null };
  }
}
