/** Every judgement by its name: how the transcripts of a case become a verdict. */
import type { JudgementName } from '../../../conformance/servers/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { judgeExposed, judgeHidden } from './exposure.ts';
import { judgeListsAllowed } from './granted-lists.ts';
import {
  judgeCredentialsWithWildcard,
  judgeGrammar,
  judgeGrantsUseful,
  judgeListMembers,
  judgeMaxAge,
} from './header-values.ts';
import type { FetchPlan, RawPlan } from './plans.ts';
import {
  judgeAllowOriginAsControl,
  judgeAnsweredByApplication,
  judgeGrantedAsControl,
  judgeNoNewRefusal,
  judgeNoNewServerError,
  judgeNotEchoed,
  judgeNotModified,
  judgeNotSharedAnew,
  judgeNotSlower,
  judgeReadableAllowHeaders,
  judgeVaryAsControl,
  judgeVaryByRequestHeaders,
  type RawExchanges,
} from './raw-requests.ts';
import {
  judgeGranted,
  judgeNotShared,
  judgeNotSharedAnyway,
  judgeOutcome,
  judgeReached,
  judgeStopped,
} from './sharing.ts';
import { judgeStable } from './stable.ts';
import { judgeVary, judgeVaryKept, judgeVaryOnPreflight, judgeVaryUnneeded } from './vary.ts';

/** A judgement over one fetch. */
interface OfFetch {
  readonly kind: 'fetch';
  /** Whether only preflights are sent: many servers know fewer methods than their CORS does. */
  readonly preflightOnly?: true;
  readonly judge: (transcript: Transcript, planned: FetchPlan) => Judgement;
}

/** A judgement over several fetches. */
interface OfSeveral {
  readonly kind: 'several';
  readonly judge: (transcripts: readonly Transcript[], planned: FetchPlan) => Judgement;
}

/** A judgement over a request that no browser sends. */
export interface OfRaw {
  readonly kind: 'raw';
  /** How often the requests are sent before it fails; the fastest exchanges count. */
  readonly tries?: number;
  readonly judge: (exchanges: RawExchanges, planned: RawPlan) => Judgement;
}

export const judgements: Readonly<Record<JudgementName, OfFetch | OfSeveral | OfRaw>> = {
  outcome: { kind: 'fetch', judge: judgeOutcome },
  'not-shared': { kind: 'fetch', judge: judgeNotShared },
  'not-shared-anyway': { kind: 'fetch', judge: judgeNotSharedAnyway },
  granted: { kind: 'fetch', preflightOnly: true, judge: judgeGranted },
  stopped: { kind: 'fetch', preflightOnly: true, judge: judgeStopped },
  'lists-allowed': { kind: 'fetch', preflightOnly: true, judge: judgeListsAllowed },
  reached: { kind: 'fetch', judge: judgeReached },
  exposed: { kind: 'fetch', judge: judgeExposed },
  hidden: { kind: 'fetch', judge: judgeHidden },
  'max-age': { kind: 'fetch', judge: judgeMaxAge },
  grammar: { kind: 'several', judge: judgeGrammar },
  'list-members': { kind: 'several', judge: judgeListMembers },
  vary: { kind: 'several', judge: judgeVary },
  'vary-kept': { kind: 'several', judge: judgeVaryKept },
  'vary-unneeded': { kind: 'several', judge: judgeVaryUnneeded },
  'vary-on-preflight': { kind: 'several', judge: judgeVaryOnPreflight },
  stable: { kind: 'several', judge: judgeStable },
  'credentials-with-wildcard': { kind: 'several', judge: judgeCredentialsWithWildcard },
  'grants-useful': { kind: 'several', judge: judgeGrantsUseful },
  'no-new-server-error': { kind: 'raw', judge: judgeNoNewServerError },
  'no-new-refusal': { kind: 'raw', judge: judgeNoNewRefusal },
  'vary-by-request-headers': { kind: 'raw', judge: judgeVaryByRequestHeaders },
  'not-echoed': { kind: 'raw', judge: judgeNotEchoed },
  'answered-by-application': { kind: 'raw', judge: judgeAnsweredByApplication },
  'not-shared-anew': { kind: 'raw', judge: judgeNotSharedAnew },
  'allow-origin-as-control': { kind: 'raw', judge: judgeAllowOriginAsControl },
  'granted-as-control': { kind: 'raw', judge: judgeGrantedAsControl },
  'readable-allow-headers': { kind: 'raw', judge: judgeReadableAllowHeaders },
  'not-modified': { kind: 'raw', judge: judgeNotModified },
  'vary-as-control': { kind: 'raw', judge: judgeVaryAsControl },
  'not-slower': { kind: 'raw', tries: 3, judge: judgeNotSlower },
};
