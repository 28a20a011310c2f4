/** What `import … from 'cors-conformance/corpus'` gives: the cases, as data with types. */
export * from './requirements.ts';
export * from './servers/cases.ts';
export * from './servers/origin-roles.ts';
export * from './servers/plan.ts';
export * from './servers/policy.ts';
