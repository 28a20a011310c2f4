/** Whether what a server needs is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Implementation } from './implementations.ts';

/** Where commands are looked for: Debian keeps servers where the PATH of a user does not lead. */
export const searchPath = [process.env.PATH ?? '', '/usr/sbin'].join(delimiter);

/** The first of `commands` that is not installed; null if all are. */
export function missingCommand(commands: readonly string[]): string | null {
  const isInstalled = (command: string) =>
    searchPath.split(delimiter).some((folder) => existsSync(join(folder, command)));
  return commands.find((command) => !isInstalled(command)) ?? null;
}

/** What a server needs and lacks, such as `no cargo`; null if nothing is missing. */
export function lackOf(implementation: Implementation | null): string | null {
  const { needs = [], probe = [] } = implementation ?? {};
  const missing = missingCommand(needs);
  if (missing !== null) return `no ${missing}`;
  const [file, ...parameters] = probe;
  if (file === undefined || spawnSync(file, parameters).status === 0) return null;
  return `${probe.join(' ')} fails`;
}
