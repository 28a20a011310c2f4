/** What a connection to the case server does with a request: it answers, sends exact bytes, or drops it. */
import type { ServerRule } from '../../../conformance/exchanges.ts';
import type { ReceivedRequest } from './request-reader.ts';

/** The members of a rule that say what is sent. */
export type Answer = ServerRule extends infer Rule
  ? Rule extends ServerRule
    ? Omit<Rule, 'on'>
    : never
  : never;

export type Respond = (request: ReceivedRequest) => Answer | Promise<Answer>;
