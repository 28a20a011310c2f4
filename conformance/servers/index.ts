/** The server side of the corpus. It stands apart since the other side is a megabyte of cases. */
export * from '../requirements.ts';
export * from './cases.ts';
export * from './origin-roles.ts';
export * from './plan.ts';
export * from './policy.ts';
export * from './sample.ts';
