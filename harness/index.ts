/** What `import … from 'cors-conformance/harness'` gives: testees, and runs against servers. */
export { InputError } from './output/input-error.ts';
export { readKnownDeviations } from './server/known-deviations-file.ts';
export { parsePolicy, readPolicyFile } from './server/policy-file.ts';
export type { Judgement, Result, Verdict } from './server/result.ts';
export {
  exitCodeOf,
  failsRun,
  prepareRun,
  type Run,
  type RunOptions,
  results,
} from './server/run.ts';
export { type ServerCasesOptions, type ServerTest, serverCases } from './server/server-cases.ts';
export { findTarget, type Target, type TargetOptions } from './server/target.ts';
export { type Answer, answer } from './testee/application.ts';
export { application, listen, type Testee, type TesteeOptions, testee } from './testee/testee.ts';
