/** Why an algorithm ended in failure: which step decided, and the way down to it. */
import { reasonOf } from '../spec/reasons.ts';

export interface Failure {
  readonly result: 'failure';
  /** The step that decided, such as `cors-check/4`. Its number follows the pinned standard. */
  readonly step: string;
  /** The same in a word that stays when numbers change, such as `allow-origin-mismatch`. */
  readonly reason: string;
  /** The steps that led to it, the deciding one last. They tell a check that failed on a preflight
   *  from one that failed on the response. */
  readonly path: readonly string[];
  /** One sentence for people, with the values that decided. */
  readonly message: string;
}

/** @throws RangeError if the map of the standard has no such refusing step */
export function failure(step: string, message: string): Failure {
  return { result: 'failure', step, reason: reasonOf(step), path: [step], message };
}

/** The same failure, handed on by the caller at `step`. */
export function handOn(step: string, failure: Failure): Failure {
  return { ...failure, path: [step, ...failure.path] };
}

/** What the standard throws as a TypeError, with the step that threw it. */
export class FailureError extends TypeError {
  readonly failure: Failure;

  constructor(step: string, message: string) {
    super(message);
    this.failure = failure(step, message);
  }
}
