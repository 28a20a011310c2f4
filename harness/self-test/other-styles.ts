/** Two more servers without a fault, written unlike the model: the suite must not cry wolf. */
import { isPublic, model, type Parts } from './model.ts';

/** The same headers on every response, wherever the policy allows that. */
export const staticServer: Parts = {
  ...model,
  allowsOrigin: (policy, origin, request) =>
    staticOrigin(policy) !== null || model.allowsOrigin(policy, origin, request),
  allowOrigin: (policy, origin) => staticOrigin(policy) ?? origin,
  decoratesWithoutOrigin: (policy) => staticOrigin(policy) !== null,
  vary: (policy, isAllowed, isPreflight) =>
    staticOrigin(policy) === null ? model.vary(policy, isAllowed, isPreflight) : null,
  preflightStatus: () => 200,
};

function staticOrigin(policy: Parameters<Parts['vary']>[0]): string | null {
  if (isPublic(policy)) return '*';
  const [only, ...others] = policy.allowOrigins ?? [];
  return only === undefined || others.length > 0 || only.includes('*') ? null : only;
}

/** Says 403 to origins that are not allowed, on preflights as on requests, but not to its own. */
export const refusingServer: Parts = {
  ...model,
  preflightStatus: (_policy, isAllowed) => (isAllowed ? 200 : 403),
  refusalStatus: (origin, request) => (origin === `http://${request.headers.host}` ? null : 403),
};
