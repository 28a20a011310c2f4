/** Processes that the bench starts: the model server, and commands whose start is timed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../../dist/harness/cli.js', import.meta.url));
const server = fileURLToPath(new URL('server.ts', import.meta.url));

/** Seconds that Node.js takes for nothing, which are a part of every command. */
export function secondsOfNode(): Promise<number> {
  return secondsOf('-e', '0');
}

export function secondsOfHelp(): Promise<number> {
  return secondsOf(cli, '--help');
}

function secondsOf(...args: string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve((performance.now() - start) / 1000));
  });
}

/** The model server in a process of its own. */
export async function startServer(): Promise<{ readonly url: string; stop(): void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', server], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url, stop: () => child.kill() };
}
