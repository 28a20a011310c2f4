/**
 * How a client can differ from the standard in a case: all names that differences have on the client
 * side. `{A}`, `{B}` and `{C}` stand for the origins, as they do in the cases.
 */
import type { OriginLetter } from '../../conformance/exchanges.ts';
import type { Difference } from '../deviations/difference.ts';

export type ClientDifference = PageDifference | WireDifference | RequestDifference;

/** What the page saw of a fetch. */
export interface PageDifference extends Difference {
  readonly on: 'page';
  readonly name: (typeof pageNames)[number];
}

/** Which requests were sent for a fetch. A request is written `PUT {B}/`: method, origin, path. */
export interface WireDifference extends Difference {
  readonly on: 'wire';
  readonly name: (typeof wireNames)[number];
}

/** What was sent in one request. The requests of a fetch are compared if they are the right ones. */
export interface RequestDifference extends Difference {
  /** The request, as in `sent`. */
  readonly on: RequestName;
  /** `body`, or the name of a header in lower case. */
  readonly name: string;
  /** The value of the header, all its lines combined; null if it is absent. */
  readonly found: string | null;
  readonly expected: string | null;
}

export type RequestName = `${string} {${OriginLetter}}${string}`;

export const pageNames = [
  /** The type of the response; `error` if the fetch failed, `unsettled` if it did not end. */
  'outcome',
  'status',
  /** Expected is the name of a header that the page cannot read, but has to; found is null. */
  'exposed',
  /** Found is the name of a header that the page can read, but must not; expected is null. */
  'hidden',
  /** Found is null if the page could not read it. */
  'body',
  'url',
  'redirected',
  /** Whether the page could read what an initiator loaded. */
  'readable',
] as const;

export const wireNames = [
  /** All requests, in the order in which they were sent. */
  'sent',
  /** Found is a request that no rule of the case answers; expected is null. */
  'unanswered',
] as const;

/** Whether the difference is one of a request, in the header or the body of this name. */
export function isOfRequest(
  difference: ClientDifference,
  name?: string,
): difference is RequestDifference {
  return (
    difference.on !== 'page' &&
    difference.on !== 'wire' &&
    (name === undefined || difference.name === name)
  );
}
