/** How far a run has come, on one line of a terminal that a person watches. */

/** Replaces the line; an empty text clears it. */
export function showProgress(text: string): void {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return;
  process.stderr.write(`\r\u001b[K${text}`);
}
