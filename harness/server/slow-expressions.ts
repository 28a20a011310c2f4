/** Regular expressions that would keep a run busy for ever: a policy may come from anyone. */
import { runInNewContext } from 'node:vm';
import {
  examplesOf,
  expressionOf,
  originRoles,
  originsOfRole,
  type Policy,
} from '../../conformance/servers/index.ts';

/** Milliseconds for all expressions and all origins together. */
const patience = 1000;

/** Whether the expressions of a policy take too long on the origins that cases are made of. */
export function isSlow(policy: Policy): boolean {
  const { allowOrigins = [], exampleOrigins = [] } = policy;
  const expressions = allowOrigins.flatMap((pattern) => expressionOf(pattern) ?? []);
  if (expressions.length === 0) return false;
  return (
    areSlow(expressions, exampleOrigins) ||
    areSlow(expressions, examplesOf(policy)) ||
    areSlow(expressions, originsOfCases(policy))
  );
}

function originsOfCases(policy: Policy): string[] {
  return originRoles.flatMap(({ role }) => originsOfRole(role, policy, 'https://own.example'));
}

/** Only code in a context of its own can be broken off. */
function areSlow(expressions: readonly RegExp[], origins: readonly string[]): boolean {
  const code =
    'for (const expression of expressions) for (const origin of origins) expression.test(origin)';
  try {
    runInNewContext(code, { expressions, origins }, { timeout: patience });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
    throw error;
  }
}
