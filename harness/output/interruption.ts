/** Ctrl-C and `kill`: what is running is asked to end, and the exit code tells that it was. */

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof exitCodes;

/** Why a signal from here is aborted. */
class Interruption extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(`interrupted by ${signal}`);
    this.exitCode = exitCodes[signal];
  }
}

/**
 * Runs something that ends early when it is asked to: SIGINT and SIGTERM abort its signal. A second
 * one ends the process at once.
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

/** The exit code of what was interrupted; null if it was not. */
export function interruptedCode({ reason }: AbortSignal): number | null {
  return reason instanceof Interruption ? reason.exitCode : null;
}
