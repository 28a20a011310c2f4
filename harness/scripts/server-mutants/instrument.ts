/** All mutants of one source file in one text, of which each can be switched on by itself. */
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { survivorIds } from '../mutation-survivors.ts';
import type { Middleware } from './middlewares.ts';

export interface Mutant {
  /** By which it is switched on. */
  readonly number: string;
  /** `<file> <function>: <original> → <replacement>`. */
  readonly id: string;
  readonly line: number;
}

export interface Instrumented {
  /** In the order of the code. */
  readonly mutants: readonly Mutant[];
  /** Runs the file as a mutant, or as it is, and gives what it exports. Only the last one that was
   *  loaded can be used. */
  load(mutant: Mutant | null): unknown;
  /** The numbers of the mutants whose code has run since the last `load`. */
  reached(): string[];
}

/** What the instrumented code looks at. */
interface Switch {
  activeMutant?: string | undefined;
  mutantCoverage?: { readonly static: Readonly<Record<string, number>> } | undefined;
  hitCount?: number;
  hitLimit?: number;
}

/** How often a mutant runs before it counts as an endless loop, and throws. */
const hitLimit = 1_000_000;

const silent = () => {};
const disabled = () => false;
const logger = {
  isTraceEnabled: disabled,
  isDebugEnabled: disabled,
  isInfoEnabled: disabled,
  isWarnEnabled: disabled,
  isErrorEnabled: disabled,
  isFatalEnabled: disabled,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

export async function instrument({ path, file, source }: Middleware): Promise<Instrumented> {
  const { files, mutants } = await new Instrumenter(logger).instrument(
    [{ name: path, mutate: true, content: source }],
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const named = survivorIds(
    mutants.map(({ id, location: { start, end }, replacement }) => ({
      number: id,
      location: { start: fromOne(start), end: fromOne(end) },
      replacement,
    })),
    file,
    source,
  );
  const run = compileFunction(files[0]?.content ?? '', ['module', 'exports', 'require'], {
    filename: path,
  });
  const require = createRequire(path);
  const global = globalThis as unknown as { __stryker__?: Switch };
  return {
    mutants: named.map(({ id, mutant: { number, location } }) => ({
      number,
      id,
      line: location.start.line,
    })),
    load(mutant) {
      global.__stryker__ ??= {};
      const state = global.__stryker__;
      state.activeMutant = mutant?.number;
      state.mutantCoverage = { static: {} };
      state.hitCount = 0;
      state.hitLimit = hitLimit;
      const module = { exports: {} };
      run(module, module.exports, require);
      return module.exports;
    },
    reached: () => Object.keys(global.__stryker__?.mutantCoverage?.static ?? {}),
  };
}

/** Babel counts columns from 0, and so does the instrumenter with lines. */
function fromOne({ line, column }: { line: number; column: number }) {
  return { line: line + 1, column: column + 1 };
}
