/** Judges mutants in several processes at once, each within a limit of time. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './instrument.ts';
import type { Report } from './worker.ts';

export interface JudgedMutant {
  readonly mutant: Mutant;
  /** What told it from the middleware; null if nothing did. */
  readonly noticedBy: string | null;
  /** The first response that differed, if one did. */
  readonly response: string | null;
  /** How many set-ups under how many policies run its code. */
  readonly places: number;
}

const script = fileURLToPath(new URL('worker.ts', import.meta.url));

/** How long a process may take for its start, and for one mutant: far longer than on a busy machine. */
const limit = 300_000;

/** @param onJudged is told of each mutant as soon as it is judged */
export async function judgeMutants(
  middleware: string,
  mutants: readonly Mutant[],
  processes: number,
  onJudged: (judged: JudgedMutant) => void,
): Promise<void> {
  const waiting = mutants.values();
  const work = async () => {
    let child: ChildProcess | null = null;
    for (const mutant of waiting) {
      if (child?.connected !== true) child = await started(middleware);
      const report = await reportFrom(child, mutant.number);
      if (typeof report === 'string') {
        child.kill('SIGKILL');
        child = null;
        onJudged({ mutant, noticedBy: report, response: null, places: 1 });
      } else if (report.kind === 'judged') onJudged({ mutant, ...report });
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: processes }, work));
}

async function started(middleware: string): Promise<ChildProcess> {
  const child = fork(script, [middleware], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const report = await reportFrom(child, null);
  if (typeof report !== 'string') return child;
  child.kill('SIGKILL');
  throw new Error(`the set-ups of ${middleware} cannot be judged: ${report}\n${errors}`);
}

/** The next report; or, as a text, why there is none. */
function reportFrom(child: ChildProcess, message: string | null): Promise<Report | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end('it took too long'), limit);
    const onMessage = (report: unknown) => end(report as Report);
    const onExit = () => end('it crashed');
    const end = (result: Report | string) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onExit);
      resolve(result);
    };
    child.on('message', onMessage).on('exit', onExit).on('error', onExit);
    if (message !== null) child.send(message);
  });
}
