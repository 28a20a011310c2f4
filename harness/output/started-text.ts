/** When a run began, for people. */

/** @param started an ISO 8601 date and time in UTC */
export function startedText(started: string): string {
  return started.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
