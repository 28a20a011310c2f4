/** The message of whatever was thrown. */

/** Node hides what went wrong with a connection in several errors, one for each address. */
export function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join('; ');
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || cause.name;
}
