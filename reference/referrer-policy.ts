/** Referrer policies, as far as they decide `Origin`. `Referer` itself is not modelled. */
import { getDecodeAndSplitHeader, type HeaderList } from './header-list.ts';
import type { Request } from './request.ts';

/** @see https://w3c.github.io/webappsec-referrer-policy/#referrer-policies */
export type ReferrerPolicy = '' | (typeof referrerPolicies)[number];

const referrerPolicies = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

/** The policy of a page that sets none.
 *  @see https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy */
export const defaultReferrerPolicy: ReferrerPolicy = 'strict-origin-when-cross-origin';

/** @see https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
export function setReferrerPolicyOnRedirect(
  request: Pick<Request, 'referrerPolicy'>,
  actualResponse: { readonly headerList: HeaderList },
): void {
  // 1. Read the policy of the redirect.
  const policy = parseReferrerPolicy(actualResponse.headerList);
  // 2. If there is one, use it.
  if (policy !== '') request.referrerPolicy = policy;
}

/** @see https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header */
function parseReferrerPolicy(headerList: HeaderList): ReferrerPolicy {
  // 1. Split the header.
  const policyTokens = getDecodeAndSplitHeader(headerList, 'Referrer-Policy') ?? [];
  // 2. There is no policy yet.
  let policy: ReferrerPolicy = '';
  // 3. Use the last token that is known, so that older user agents can skip new ones.
  for (const token of policyTokens) {
    policy = referrerPolicies.find((known) => known === token) ?? policy;
  }
  // 4.
  return policy;
}
