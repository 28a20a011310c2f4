/** Which rule of an exchange case answers a request: the case's server, without its sockets. */
import type { OriginLetter, ServerRule } from './exchanges.ts';

/** A request as far as rules look at it. */
export interface ServedRequest {
  readonly origin: OriginLetter;
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/**
 * The rule that says the most about the request, the first of those that say as much.
 *
 * @param earlier all requests of the case so far, in order
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

/** Methods have a case, and so have paths. */
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
