/** Planned cases by what they send: browser fetches, or raw requests. */
import type { PlannedCase } from '../../../conformance/servers/index.ts';

export type FetchPlan = PlannedCase & { readonly kind: 'fetch' };
export type RawPlan = PlannedCase & { readonly kind: 'raw' };
