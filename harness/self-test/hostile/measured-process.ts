/** The command line as a process of its own, with what it took. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Measured {
  /** Null if it had to be killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  /** Peak memory; null if it had to be killed. */
  readonly megabytes: number | null;
}

const cli = fileURLToPath(new URL('../../../dist/harness/cli.js', import.meta.url));
const preload = new URL('report-peak.mjs', import.meta.url).href;
/** More than any report has. */
const longestOutput = 64 * 1024 * 1024;

/** Runs `cors-conformance` and kills it after `limit` seconds. `whileRunning` gets its standard output as
 *  it comes, and may send a signal. */
export function runMeasured(
  args: readonly string[],
  limit: number,
  whileRunning: (out: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', preload, cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  const texts = ['', '', ''];
  for (const [index, stream] of child.stdio.slice(1).entries()) {
    stream?.on('data', (chunk: Buffer) => {
      texts[index] = (texts[index] + chunk.toString()).slice(0, longestOutput);
      if (index === 0) whileRunning(texts[0] as string, (signal) => child.kill(signal));
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), limit * 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      const [out = '', err = '', peak = ''] = texts;
      const seconds = (performance.now() - started) / 1000;
      const megabytes = peak === '' ? null : Number(peak) / 1024 ** 2;
      resolve({ code, out, err, seconds, megabytes });
    });
  });
}
