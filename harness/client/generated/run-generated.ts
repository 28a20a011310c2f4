/** Agreement at scale: generated fetches and servers, run in a client and in the reference. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { ExchangeCase, Origins } from '../../../conformance/exchanges.ts';
import { exchangeOf, type Given } from '../../../conformance/properties/arbitraries/exchanges.ts';
import {
  corsFetch,
  otherModeFetch,
  xhrFetch,
} from '../../../conformance/properties/arbitraries/fetches.ts';
import { interruption } from '../../output/interruption.ts';
import { isDealtTo, type Shard } from '../../run/shard.ts';
import { asXMLHttpRequest } from '../as-xhr.ts';
import type { Client } from '../client.ts';
import type { ClientDifference } from '../differences.ts';
import { judge } from '../judge.ts';
import type { CaseServer } from '../wire/case-server.ts';
import type { Protocol } from '../wire/protocols.ts';
import { expectedCase } from './expected.ts';
import { explanationOf } from './explanations.ts';
import { isServedOverHTTP2 } from './over-http2.ts';

export interface GeneratedRun {
  /** How many cases were run. */
  readonly runs: number;
  readonly seed: number;
  /** Cases without an expectation, because a rule was missing, and cases that the client cannot express. */
  readonly discarded: number;
  /** The known deviations that explain some of the cases together, and how many. */
  readonly explained: readonly Explained[];
  /** The first of each kind. */
  readonly disagreements: readonly Disagreement[];
  /** How many cases are of kinds that are not shown. */
  readonly notShown: number;
}

export interface Explained {
  readonly deviations: readonly string[];
  readonly count: number;
}

export interface Disagreement {
  readonly given: Given;
  readonly expected: ExchangeCase['expect'];
  readonly differences: readonly ClientDifference[];
  /** How many of the runs differ in the same way, before shrinking. */
  readonly count: number;
  /** A name of that way, and the first run that differs so, from 1. */
  readonly kind: string;
  readonly run: number;
}

export interface GeneratedRunOptions {
  readonly server: CaseServer;
  readonly client: Client;
  readonly origins: Origins;
  readonly runs: number;
  readonly seed: number;
  /** Which of the runs; all if left out. */
  readonly shard?: Shard | undefined;
  readonly onProgress?: (done: number) => void;
  readonly interrupt?: AbortSignal;
}

interface Found {
  readonly expectedCase: ExchangeCase;
  readonly differences: readonly ClientDifference[];
}

/** Disagreements that are the same but for values of the case, and the first of them. */
interface Kind {
  run: number;
  found: Found;
  count: number;
}

/** How many kinds of disagreement are shrunk; the rest waits for the next run. */
export const maximumKinds = 20;

export async function runGenerated(options: GeneratedRunOptions): Promise<GeneratedRun> {
  const {
    runs,
    seed,
    client,
    shard,
    onProgress,
    interrupt = new AbortController().signal,
  } = options;
  const arbitrary = exchangesFor(client, options.server.protocol);
  const explained = new Map<string, Explained>();
  const kinds = new Map<string, Kind>();
  let discarded = 0;
  let next = 0;
  let done = 0;
  const late: number[] = [];
  const interrupted = interruption(interrupt);
  const take = (found: Found | null, run: number) => {
    done += 1;
    onProgress?.(done);
    if (found === null) discarded += 1;
    if (found === null || found.differences.length === 0) return;
    const explanation = explanationOf(client.name, found.expectedCase, found.differences);
    if (explanation === null) countKind(kinds, found, run);
    else countExplanation(explained, explanation);
  };
  const differencesIn = (run: number) =>
    Promise.race([differencesOf(options, sampleOf(arbitrary, seed, run)), interrupted]);
  const work = async () => {
    while (next < runs) {
      const run = next;
      next += 1;
      if (shard !== undefined && !isDealtTo(shard, run)) continue;
      const found = await differencesIn(run);
      if (found?.differences.some(isUnsettled)) late.push(run);
      else take(found, run);
    }
  };
  const all = async () => {
    await Promise.all(Array.from({ length: client.concurrency }, work));
    // A busy machine delays fetches. What never settles does not settle alone, either.
    for (const run of late) take(await differencesIn(run), run);
  };
  await all().catch((error: unknown) => {
    if (!interrupt.aborted) throw error;
  });
  const disagreements: Disagreement[] = [];
  const others = [...kinds].sort(([, a], [, b]) => a.run - b.run);
  for (const [name, { run, count, found }] of others.slice(0, maximumKinds)) {
    // Until it is interrupted. What does not happen again is shown as it was found.
    const shrunk = await Promise.race([shrink(options, arbitrary, run), interrupted]).catch(
      () => null,
    );
    const { expectedCase, differences } = shrunk ?? found;
    const { given, expect: expected } = expectedCase;
    const kind = createHash('sha256').update(name).digest('hex').slice(0, 8);
    disagreements.push({ given, expected, differences, count, kind, run: run + 1 });
  }
  return {
    runs: done,
    seed,
    discarded,
    explained: [...explained.values()].sort(byDeviations),
    disagreements,
    notShown: others.slice(maximumKinds).reduce((sum, [, { count }]) => sum + count, 0),
  };
}

function isUnsettled({ on, name, found }: ClientDifference): boolean {
  return on === 'page' && name === 'outcome' && found === 'unsettled';
}

function exchangesFor({ features }: Client, protocol: Protocol): fc.Arbitrary<Given> {
  const fetches = [
    { weight: 6, arbitrary: corsFetch },
    ...(features.includes('fetch') ? [{ weight: 1, arbitrary: otherModeFetch }] : []),
    ...(features.includes('xhr') ? [{ weight: 2, arbitrary: xhrFetch }] : []),
  ];
  const exchanges = exchangeOf(fc.oneof(...fetches));
  return protocol === 'http2' ? exchanges.filter(isServedOverHTTP2) : exchanges;
}

/** Each run has its own seed, so that it can be shrunk alone. */
function parametersOf(seed: number, run: number) {
  return { seed: (seed * 1_000_003 + run) | 0, numRuns: 1 };
}

function sampleOf(arbitrary: fc.Arbitrary<Given>, seed: number, run: number): Given {
  // As a property, since a bare arbitrary is sampled in another way than it is checked.
  const property = fc.property(arbitrary, () => true);
  const [sample] = fc.sample(property as unknown as fc.Arbitrary<[Given]>, parametersOf(seed, run));
  return (sample as [Given])[0];
}

/** @returns null if the client cannot be asked */
async function differencesOf(
  { server, client, origins }: GeneratedRunOptions,
  given: Given,
): Promise<Found | null> {
  const expected = await expectedCase(given);
  const adapted =
    expected && (client.features.includes('fetch') ? expected : asXMLHttpRequest(expected));
  if (adapted === null) return null;
  const running = server.add(adapted, origins);
  try {
    const { differences } = judge(running, await client.run(running));
    return { expectedCase: adapted, differences };
  } finally {
    server.remove(running);
  }
}

/** The smallest case, against the live client, that disagrees and is not explained.
 *  @returns null if the run no longer disagrees */
async function shrink(
  options: GeneratedRunOptions,
  arbitrary: fc.Arbitrary<Given>,
  run: number,
): Promise<Found | null> {
  const smaller: Found[] = [];
  const property = fc.asyncProperty(arbitrary, async (given) => {
    const found = await differencesOf(options, given);
    if (found === null || found.differences.length === 0) return;
    if (explanationOf(options.client.name, found.expectedCase, found.differences) !== null) return;
    smaller.push(found);
    throw new Error('it disagrees');
  });
  await fc.check(property, parametersOf(options.seed, run));
  return smaller.at(-1) ?? null;
}

function kindOf({ expectedCase, differences }: Found): string {
  const [expectation] = expectedCase.expect;
  const expected =
    expectation?.type === 'error' && expectation.step !== undefined
      ? expectation.reason
      : expectation?.type;
  return JSON.stringify([expected, ...differences.map(shapeOf)]);
}

/** Equal for differences that differ only in values of the case. */
function shapeOf({ on, name, found, expected }: ClientDifference): unknown[] {
  const isOfCase = on === 'page' && (name === 'body' || name === 'url');
  if (on === 'page') return isOfCase ? [on, name] : [on, name, found, expected];
  if (on === 'wire') return [on, name, lengthOf(found), lengthOf(expected)];
  return ['request', name, found === null, expected === null];
}

function lengthOf(value: ClientDifference['found']): number | null {
  return Array.isArray(value) ? value.length : null;
}

function countExplanation(explained: Map<string, Explained>, deviations: readonly string[]): void {
  const key = deviations.join();
  explained.set(key, { deviations, count: (explained.get(key)?.count ?? 0) + 1 });
}

function countKind(kinds: Map<string, Kind>, found: Found, run: number): void {
  const name = kindOf(found);
  const known = kinds.get(name);
  if (known === undefined) kinds.set(name, { run, found, count: 1 });
  else {
    known.count += 1;
    // The first one is the same however many run at once.
    if (run < known.run) Object.assign(known, { run, found });
  }
}

export function byDeviations(a: Explained, b: Explained): number {
  return a.deviations.join() < b.deviations.join() ? -1 : 1;
}
