/** Finds the rule that answers a request in an exchange case: the case's server without sockets. */
import type { OriginLetter, ServerRule } from './exchanges.ts';

/** The parts of a request that rules look at. */
export interface ServedRequest {
  readonly origin: OriginLetter;
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
}

/**
 * The matching rule with the most conditions, or the first of several with equally many.
 *
 * @param earlier all earlier requests of the case, in order
 * @returns null if no rule answers, which fails the case
 */
export function ruleFor(
  rules: readonly ServerRule[],
  request: ServedRequest,
  earlier: readonly ServedRequest[],
): ServerRule | null {
  let best: ServerRule | null = null;
  for (const rule of rules) {
    if (!covers(rule, request) || !isItsTime(rule, request, earlier)) continue;
    if (best === null || weight(rule) > weight(best)) best = rule;
  }
  return best;
}

/** Methods and paths are case-sensitive. */
function covers({ on }: ServerRule, request: ServedRequest): boolean {
  return (
    on.origin === request.origin &&
    (on.method === undefined || on.method === request.method) &&
    (on.path === undefined || on.path === request.path)
  );
}

function isItsTime(
  rule: ServerRule,
  request: ServedRequest,
  earlier: readonly ServedRequest[],
): boolean {
  if (rule.on.time === undefined) return true;
  return [...earlier, request].filter((each) => covers(rule, each)).length === rule.on.time;
}

function weight({ on }: ServerRule): number {
  return [on.method, on.path, on.time].filter((member) => member !== undefined).length;
}
