/** What went wrong, in one line. */
import { connectionTrouble } from './connection-error.ts';

/** The message of anything that was thrown, with what caused it. Node.js reports a failed connection
 *  as one error per address, or as the cause of an error that says nothing itself. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const trouble = error instanceof AggregateError ? null : connectionTrouble(error);
  if (trouble !== null) return trouble;
  const causes = causesOf(error).map(messageOf);
  if (error.message !== '') {
    const news = causes.filter((cause) => !error.message.includes(cause));
    return [error.message, [...new Set(news)].join('; ')].filter((part) => part !== '').join(': ');
  }
  if (causes.length > 0) return [...new Set(causes)].join('; ');
  return (error as NodeJS.ErrnoException).code ?? error.name;
}

function causesOf(error: Error): unknown[] {
  if (error instanceof AggregateError) return error.errors;
  return error.cause === undefined || error.cause === error ? [] : [error.cause];
}
