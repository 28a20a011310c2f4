/** Several ways to say one policy with one middleware, by the options that people use. */
import type { RequestListener } from 'node:http';
import type { Policy } from '../../../../conformance/servers/index.ts';

/** Each by a short name. Null for a policy that these options cannot say. */
export type SetUps = Readonly<Record<string, (policy: Policy) => RequestListener | null>>;

/** One of them for a testee that has only policies it can say.
 *  @throws RangeError for another policy */
export function sayable(setUps: SetUps, name: string): (policy: Policy) => RequestListener {
  return (policy) => {
    const listener = setUps[name]?.(policy) ?? null;
    if (listener === null) throw new RangeError(`${name} cannot say the policy ${policy.id}`);
    return listener;
  };
}
