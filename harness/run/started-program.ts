/** The server of a project: started before a run, ready once its URL answers, stopped after it. */
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../output/input-error.ts';
import { interruption } from '../output/interruption.ts';
import type { Start } from './config.ts';
import { type Program, startProgram } from './program.ts';

/** A program that did not start, and what it printed. */
export class StartError extends InputError {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** Starts a program, and waits until its URL answers.
 *  @throws StartError */
export async function startedProgram(start: Start, interrupt: AbortSignal): Promise<Program> {
  const { command, url, folder } = start;
  const shown = typeof command === 'string' ? command : command.join(' ');
  if (await answers(url, interrupt)) {
    throw new StartError(
      `${shown}: ${url.href} answers before the program is started: stop what runs there`,
      '',
    );
  }
  interrupt.throwIfAborted();
  const program = startProgram(command, { folder, environment: process.env });
  try {
    await ready(program, start, shown, interrupt);
    return program;
  } catch (error) {
    await program.stop();
    throw error;
  }
}

async function ready(
  program: Program,
  { url, timeout }: Start,
  shown: string,
  interrupt: AbortSignal,
): Promise<void> {
  let code: number | null | undefined;
  program.ended.then((ended) => {
    code = ended;
  });
  const deadline = Date.now() + timeout;
  while (!(await answers(url, interrupt))) {
    interrupt.throwIfAborted();
    if (code !== undefined) {
      throw new StartError(
        `${shown}: it ended (${code ?? 'by a signal'}) before ${url.href} answered: correct the command`,
        program.output(),
      );
    }
    if (Date.now() > deadline) {
      throw new StartError(
        `${shown}: ${url.href} did not answer within ${timeout} ms: correct the URL, or raise timeout`,
        program.output(),
      );
    }
    await Promise.race([sleep(50), interruption(interrupt)]);
  }
}

/** Whether there is any response at a URL. */
function answers(url: URL, interrupt: AbortSignal): Promise<boolean> {
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  const signal = AbortSignal.any([AbortSignal.timeout(2000), interrupt]);
  return new Promise((resolve) => {
    // A connection that is kept would keep the program from ending.
    get(url, { agent: false, signal, rejectUnauthorized: false }, (response) => {
      response.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
