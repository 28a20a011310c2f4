/** The cases for servers, over roles, so that they fit every policy. */
import type { CredentialsMode, Header } from '../../reference/index.ts';
import caseList from './cases.json' with { type: 'json' };
import judgementList from './judgements.json' with { type: 'json' };
import policyList from './policies.json' with { type: 'json' };
import type { Policy } from './policy.ts';

/** How a case is judged; `judgements.json` says what each one means. */
export type JudgementName =
  | 'outcome'
  | 'not-shared'
  | 'not-shared-anyway'
  | 'granted'
  | 'stopped'
  | 'lists-allowed'
  | 'reached'
  | 'exposed'
  | 'hidden'
  | 'max-age'
  | 'grammar'
  | 'list-members'
  | 'vary'
  | 'vary-kept'
  | 'vary-unneeded'
  | 'vary-on-preflight'
  | 'stable'
  | 'credentials-with-wildcard'
  | 'grants-useful'
  | 'no-new-server-error'
  | 'no-new-refusal'
  | 'vary-by-request-headers'
  | 'not-echoed'
  | 'answered-by-application'
  | 'not-shared-anew'
  | 'allow-origin-as-control'
  | 'granted-as-control'
  | 'readable-allow-headers'
  | 'not-modified'
  | 'vary-as-control'
  | 'not-slower';

/** What a judgement means, and what it looks at. */
export interface JudgementDescription {
  readonly name: JudgementName;
  /** One fetch, several fetches, or a request that no browser sends, perhaps with a control. */
  readonly kind: 'fetch' | 'several' | 'raw';
  readonly meaning: string;
  readonly reads: string;
}

/** A fetch that a browser can make. */
export interface FetchGiven {
  /** One role, or several: then the case makes the same fetch for each. */
  readonly origin: string | readonly string[];
  /** Below the policy's path; `/` if left out. `{path}` stands for the policy's path. */
  readonly path?: string;
  /** GET if left out, or the first simple method that the policy shares. `{listed}` stands for each method that the policy lists; `{listed truncated}`
   *  and `{listed extended}` stand for the first one, without its last letter or with another. */
  readonly method?: string;
  /** The same placeholders for names; `{all listed}` stands for all listed names at once. */
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** `as-allowed`, the default: include if the policy allows credentials, otherwise omit. */
  readonly credentials?: CredentialsMode | 'as-allowed';
  /** Whether the browser has a cookie for the target. */
  readonly cookie?: boolean;
}

/** A request that no browser sends. In values, `{role}` stands for an origin, `{first header}`,
 *  `{second header}` and `{first method}` for what the policy lists (names in lower case, or in
 *  upper case if the placeholder is), and `{"text"*n}` for a text n times. */
export interface RawRequest {
  readonly method: string;
  /** Below the policy's path; `/` if left out. */
  readonly path?: string;
  readonly headers: readonly Header[];
}

export interface RawGiven {
  /** Sent first, to compare with: what the server does without the oddity. */
  readonly controls?: readonly RawRequest[];
  readonly request: RawRequest;
}

/** One text, or two where it depends on what the policy says. */
export type ByIntent = string | { readonly allowed: string; readonly refused: string };

interface Case {
  readonly id: string;
  readonly judge: JudgementName;
  /** The requirement that the target does not meet if the case fails. */
  readonly requirement: ByIntent;
  /** The steps of the standard that decide. */
  readonly steps: readonly string[];
  /** Why the case matters. */
  readonly why: ByIntent;
  /** The header that a grammar case reads. */
  readonly header?: string;
  /** `testee` if the case needs paths that only servers set up for this suite have. */
  readonly needs?: 'testee';
  /** Whether the case holds for a target without a policy; `only` if it holds for no other. */
  readonly undeclared?: boolean | 'only';
  /** Where other requests at the same time would spoil the result: under the same policy, or anywhere on
   *  the target. */
  readonly alone?: 'policy' | 'target';
}

export type FetchCase = Case & { readonly kind: 'fetch'; readonly given: FetchGiven };
export type RawCase = Case & { readonly kind: 'raw'; readonly given: RawGiven };
export type ServerCase = FetchCase | RawCase;

export const serverCases = caseList as unknown as readonly ServerCase[];

export const judgementDescriptions = judgementList as readonly JudgementDescription[];

/** The standard policies, which testees are set up for. */
export const policies = policyList as readonly Policy[];
