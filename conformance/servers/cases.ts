/** The cases for servers, over roles, so that they fit every policy. */
import type { CredentialsMode, Header } from '../../reference/index.ts';
import caseList from './cases.json' with { type: 'json' };
import policyList from './policies.json' with { type: 'json' };
import type { Policy } from './policy.ts';

/** How the transcripts of a case are judged. */
export type JudgementName =
  | 'outcome'
  | 'granted'
  | 'exposed'
  | 'hidden'
  | 'reached'
  | 'stopped'
  | 'grammar'
  | 'vary'
  | 'max-age'
  | 'credentials-with-wildcard'
  | 'answered-by-application'
  | 'no-server-error'
  | 'not-echoed'
  | 'stable'
  | 'vary-kept'
  | 'vary-unneeded'
  | 'vary-on-preflight'
  | 'grants-useful'
  | 'not-shared-with-unlisted'
  | 'grants-first-header'
  | 'readable-allow-headers'
  | 'not-modified';

/** A fetch that a browser can make. */
export interface FetchGiven {
  /** One role, or several: then the same fetch is made for each. */
  readonly origin: string | readonly string[];
  /** Below the policy's path; `/` if left out. `{path}` stands for the policy's path. */
  readonly path?: string;
  /** GET if left out; `{listed}` for each method that the policy lists. */
  readonly method?: string;
  /** `{listed}` for each header name that the policy lists, `{all listed}` for all at once. */
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** `as-allowed`, the default: include where the policy allows credentials, omit where not. */
  readonly credentials?: CredentialsMode | 'as-allowed';
  /** Whether the browser has a cookie for the target. */
  readonly cookie?: boolean;
}

/** A request that no browser sends. `{role}` as a value stands for an origin, `{first header}` in
 *  one for the first header name that the policy lists, in lower case; in upper case if it is. */
export interface RawGiven {
  readonly request: {
    readonly method: string;
    /** Below the policy's path; `/` if left out. */
    readonly path?: string;
    readonly headers: readonly Header[];
  };
}

interface Case {
  readonly id: string;
  readonly judge: JudgementName;
  /** The requirement it shows to be unmet; two where that depends on what the policy says. */
  readonly requirement: string | { readonly allowed: string; readonly refused: string };
  /** The steps of the standard that decide. */
  readonly steps: readonly string[];
  /** Why it is worth asking. */
  readonly why: string;
  /** Which header a grammar case reads. */
  readonly header?: string;
  /** `testee` where it needs paths that only servers set up for this suite have. */
  readonly needs?: 'testee';
  /** Whether it holds under any policy, so that it can be asked without one. */
  readonly undeclared?: boolean;
}

export type FetchCase = Case & { readonly kind: 'fetch'; readonly given: FetchGiven };
export type RawCase = Case & { readonly kind: 'raw'; readonly given: RawGiven };
export type ServerCase = FetchCase | RawCase;

export const serverCases = caseList as unknown as readonly ServerCase[];

/** The standard policies, which testees are set up for. */
export const policies = policyList as readonly Policy[];
