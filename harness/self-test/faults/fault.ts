/** Faults: one change in one part of a correct server. */
import type { Policy } from '../../../conformance/servers/index.ts';
import type { Parts } from '../correct-server.ts';
import type { Choices } from '../freedoms.ts';

export interface Fault {
  readonly name: string;
  /** Where it is known from. */
  readonly seen?: string;
  /** The requirements that name it; the first one is the closest. */
  readonly fits: readonly string[];
  /** Whether only requests that no browser sends show it. */
  readonly isRaw?: true;
  /** Where it is a fault at all; everywhere if left out. */
  readonly applies?: (policy: Policy, choices: Choices) => boolean;
  readonly change: (parts: Parts, policy: Policy) => Parts;
}

/** What an origin that is refused, or shared by mistake, can show up as. */
export const refusals = {
  lookalike: [
    'lookalike-origin-refused',
    'unlisted-origin-refused',
    'null-origin-refused',
    'preflight-stops-request',
    'credentials-refused',
  ],
  shared: [
    'listed-origin-shared',
    'credentials-granted',
    'odd-origin-shared',
    'listed-method-granted',
    'listed-header-granted',
    'authorization-granted',
    'exposed-header-readable',
    'error-response-shared',
    'error-preflight-granted',
    'redirect-shared',
    'vary-origin',
    'not-modified-consistent',
  ],
} as const;
