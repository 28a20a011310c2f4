/** Whether what a server needs is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Command, Implementation } from './implementations.ts';

/** Where commands are looked for: Debian keeps servers where the PATH of a user does not lead. */
export const searchPath = [process.env.PATH ?? '', '/usr/sbin'].join(delimiter);

/** What a server needs and lacks, such as `no cargo`; null if nothing is missing. */
export function lackOf({ needs = [], atLeast = {}, probe }: Implementation): string | null {
  const missing = missingCommand(needs);
  if (missing !== null) return `no ${missing}`;
  for (const [command, version] of Object.entries(atLeast)) {
    const installed = versionOf(command);
    if (isOlder(installed, version)) {
      return `${command} ${version} or later is needed, and ${installed} is installed`;
    }
  }
  if (probe === undefined || output(probe) !== null) return null;
  return `${probe.join(' ')} fails`;
}

/** Whether a version, such as `1.9.2`, is older than another, such as `1.10`. */
export function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** The first of `commands` that is not installed; null if all are. */
function missingCommand(commands: readonly string[]): string | null {
  const isInstalled = (command: string) =>
    searchPath.split(delimiter).some((folder) => existsSync(join(folder, command)));
  return commands.find((command) => !isInstalled(command)) ?? null;
}

const versions = new Map<string, string>();

/** The first number that a command prints about its version: `1.26.8`. */
function versionOf(command: string): string {
  const known = versions.get(command);
  if (known !== undefined) return known;
  const text = output([command, '--version']) ?? output([command, 'version']) ?? '';
  const version = /\d+(\.\d+)*/.exec(text)?.[0] ?? 'an unknown version';
  versions.set(command, version);
  return version;
}

/** What a command prints; null if it fails. */
function output([file = '', ...parameters]: Command): string | null {
  const { status, stdout } = spawnSync(file, parameters, {
    encoding: 'utf8',
    env: { ...process.env, PATH: searchPath },
  });
  return status === 0 ? stdout : null;
}
