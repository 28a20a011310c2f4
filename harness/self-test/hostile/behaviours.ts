/** The table of hostile targets. */
import type { Behaviour } from './behaviour.ts';
import { attackBehaviours } from './targets/attacks.ts';
import { bodyBehaviours } from './targets/bodies.ts';
import { connectionBehaviours } from './targets/connection.ts';
import { headerBehaviours } from './targets/headers.ts';
import { manifestBehaviours } from './targets/manifests.ts';
import { notHTTPBehaviours } from './targets/not-http.ts';
import { http2Behaviours } from './targets/over-http2.ts';
import { redirectBehaviours } from './targets/redirects.ts';
import { statusBehaviours } from './targets/statuses.ts';
import { strayAnswerBehaviours } from './targets/stray-answers.ts';
import { timeBehaviours } from './targets/time.ts';

export const behaviours: readonly Behaviour[] = [
  ...connectionBehaviours,
  ...strayAnswerBehaviours,
  ...notHTTPBehaviours,
  ...headerBehaviours,
  ...bodyBehaviours,
  ...statusBehaviours,
  ...timeBehaviours,
  ...redirectBehaviours,
  ...manifestBehaviours,
  ...attackBehaviours,
  ...http2Behaviours,
];
