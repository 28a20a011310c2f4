/** The judge: whether the transcripts of a case are what the policy means. */
import type { PlannedCase } from '../../conformance/servers/index.ts';
import { judgeExposed, judgeHidden } from './judgements/exposure.ts';
import {
  judgeCredentialsWithWildcard,
  judgeGrammar,
  judgeGrantsUseful,
  judgeMaxAge,
} from './judgements/header-values.ts';
import { judgeGranted, judgeOutcome, judgeReached, judgeStopped } from './judgements/sharing.ts';
import { judgeStable } from './judgements/stable.ts';
import {
  judgeVary,
  judgeVaryKept,
  judgeVaryOnPreflight,
  judgeVaryUnneeded,
} from './judgements/vary.ts';
import { isTrouble, troubleOf } from './judgements/words.ts';
import type { Transcript } from './replay.ts';
import type { Judgement } from './result.ts';

/** Judges a case that browsers can make. */
export function judgeFetches(
  planned: PlannedCase & { kind: 'fetch' },
  transcripts: readonly Transcript[],
): Judgement {
  const trouble = transcripts.find(({ outcome }) => isTrouble(outcome));
  if (trouble !== undefined) return troubleOf(trouble.outcome);
  const first = transcripts[0] as Transcript;
  switch (planned.case.judge) {
    case 'outcome':
      return judgeOutcome(first);
    case 'granted':
      return judgeGranted(first);
    case 'stopped':
      return judgeStopped(first);
    case 'reached':
      return judgeReached(first, planned.place.isTestee);
    case 'exposed':
      return judgeExposed(first, planned);
    case 'hidden':
      return judgeHidden(first, planned);
    case 'grammar':
      return judgeGrammar(transcripts, planned.case.header as string);
    case 'vary':
      return judgeVary(transcripts);
    case 'max-age':
      return judgeMaxAge(first, planned);
    case 'stable':
      return judgeStable(transcripts);
    case 'vary-kept':
      return judgeVaryKept(transcripts);
    case 'vary-unneeded':
      return judgeVaryUnneeded(transcripts);
    case 'vary-on-preflight':
      return judgeVaryOnPreflight(transcripts);
    case 'grants-useful':
      return judgeGrantsUseful(transcripts);
    case 'credentials-with-wildcard':
      return judgeCredentialsWithWildcard(transcripts);
    default:
      throw new RangeError(`the judgement "${planned.case.judge}" is not for fetches`);
  }
}
