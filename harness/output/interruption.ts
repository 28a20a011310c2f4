/** Ctrl-C and `kill`: they ask a run to end early, and its exit code tells that they did. */

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof exitCodes;

/** The reason with which a signal from here is aborted. */
class Interruption extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(`interrupted by ${signal}`);
    this.exitCode = exitCodes[signal];
  }
}

/**
 * Runs `work` with a signal that SIGINT and SIGTERM abort. A second SIGINT or SIGTERM ends the process
 * at once.
 *
 * @returns the exit code: 130 or 143 if it was interrupted, else that of `work`
 */
export async function interruptible(
  work: (interrupt: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (signal: Signal) => {
    if (interrupt.signal.aborted) process.exit(exitCodes[signal]);
    interrupt.abort(new Interruption(signal));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const exitCode = await work(interrupt.signal);
    return interruptedCode(interrupt.signal) ?? exitCode;
  } catch (error) {
    if (error instanceof Interruption) return error.exitCode;
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** One for each signal, since a signal warns of many listeners. */
const interruptions = new WeakMap<AbortSignal, Promise<never>>();

/** Rejects when it is interrupted, and never settles otherwise. Race anything that may take long
 *  against it. */
export function interruption(interrupt: AbortSignal): Promise<never> {
  const known = interruptions.get(interrupt);
  if (known !== undefined) return known;
  const rejected = new Promise<never>((_, reject) => {
    if (interrupt.aborted) reject(interrupt.reason);
    interrupt.addEventListener('abort', () => reject(interrupt.reason), { once: true });
  });
  // It is handled where it is raced against.
  rejected.catch(() => {});
  interruptions.set(interrupt, rejected);
  return rejected;
}

/** The exit code of what was interrupted; null if it was not. */
export function interruptedCode({ reason }: AbortSignal): number | null {
  return reason instanceof Interruption ? reason.exitCode : null;
}
