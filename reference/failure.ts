/** Why an algorithm failed: the step that decided, and the path to it. */
import { reasonOf } from '../spec/reasons.ts';

export interface Failure {
  readonly result: 'failure';
  /** The step that decided, such as `cors-check/4`. Its number is that of the pinned standard. */
  readonly step: string;
  /** A name for the step that stays the same when numbers change: `allow-origin-mismatch`. */
  readonly reason: string;
  /** The steps that led to the failure, the deciding one last. They show whether a check failed on
   *  the preflight or on the actual response. */
  readonly path: readonly string[];
  /** A message for people, with the values that decided. */
  readonly message: string;
}

/** @throws RangeError if `step` does not exist in `spec/fetch.json` or has no reason there */
export function failure(step: string, message: string): Failure {
  return { result: 'failure', step, reason: reasonOf(step), path: [step], message };
}

/** The same failure, passed on by the caller at the step `by`. */
export function handOn(by: string, { result, step, reason, path, message }: Failure): Failure {
  return { result, step, reason, path: [by, ...path], message };
}

/** A TypeError that the standard throws, with the step that throws it. */
export class FailureError extends TypeError {
  readonly failure: Failure;

  constructor(step: string, message: string) {
    super(message);
    this.failure = failure(step, message);
  }
}
