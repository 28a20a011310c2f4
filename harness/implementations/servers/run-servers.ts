/** Builds, starts and judges servers one after the other, the next being built meanwhile. */
import { InputError } from '../../output/input-error.ts';
import { implementationOf } from './implementations.ts';
import { lackOf } from './installed.ts';
import { judgeServer } from './judge-server.ts';
import { ProgramError } from './processes.ts';
import type { Report } from './report.ts';
import { buildServer } from './start-server.ts';

export type Outcome = { readonly name: string } & (
  | { readonly kind: 'not-run'; readonly lack: string }
  | { readonly kind: 'broken'; readonly message: string }
  | {
      readonly kind: 'judged';
      readonly report: Report;
      /** How long it took, in seconds. */
      readonly building: number;
      readonly judging: number;
    }
);

/** What becomes of each server. A failure of one never stops the others. */
export async function* runServers(
  names: readonly string[],
  interrupt: AbortSignal,
): AsyncGenerator<Outcome> {
  // Asked before anything runs: to ask stops this process, and time is taken in it.
  const lacks = new Map(names.map((name) => [name, lackOf(implementationOf(name))]));
  const due = names.filter((name) => lacks.get(name) === null);
  const builds = buildAll(due, interrupt);
  for (const name of names) {
    const lack = lacks.get(name) ?? null;
    const outcome =
      lack === null
        ? await outcomeOf(name, await builds.get(name), interrupt)
        : ({ name, kind: 'not-run', lack } as const);
    // What was interrupted says nothing about the server.
    if (interrupt.aborted) return;
    yield outcome;
  }
}

/** The seconds that building took, or why it failed. */
type Build = { readonly seconds: number } | { readonly error: unknown };

/** Builds one server at a time, since those of one language share what they build. */
function buildAll(names: readonly string[], interrupt: AbortSignal): Map<string, Promise<Build>> {
  const builds = new Map<string, Promise<Build>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const name of names) {
    const build = last.then(() => buildOf(name, interrupt));
    builds.set(name, build);
    last = build;
  }
  return builds;
}

async function buildOf(name: string, interrupt: AbortSignal): Promise<Build> {
  const start = performance.now();
  try {
    interrupt.throwIfAborted();
    await buildServer(name, interrupt);
    return { seconds: secondsSince(start) };
  } catch (error) {
    return { error };
  }
}

async function outcomeOf(
  name: string,
  build: Build | undefined,
  interrupt: AbortSignal,
): Promise<Outcome> {
  const start = performance.now();
  try {
    if (build === undefined || 'error' in build) throw build?.error;
    const report = await judgeServer(name, interrupt);
    return { name, kind: 'judged', report, building: build.seconds, judging: secondsSince(start) };
  } catch (error) {
    const isExpected = error instanceof ProgramError || error instanceof InputError;
    const bug = error instanceof Error ? error.stack : String(error);
    return { name, kind: 'broken', message: (isExpected ? error.message : bug) ?? '' };
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
