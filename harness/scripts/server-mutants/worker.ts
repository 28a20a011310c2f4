/** A process that judges mutants of one middleware: `worker.ts <package>`. A mutant can make it hang, or
 *  crash; then whoever started it starts another. */
import { createServer, type RequestListener } from 'node:http';
import { type Policy, policies } from '../../../conformance/servers/index.ts';
import { prepareRun, type Run } from '../../server/prepared-run.ts';
import { TargetNetwork } from '../../server/target-network.ts';
import { listen } from '../../testee/testee.ts';
import { instrument, type Mutant } from './instrument.ts';
import { middlewareOf } from './middlewares.ts';
import { type Baseline, baselineOf, compare, type Seen } from './place.ts';

/** What is sent to the process that started this one. */
export type Report =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'judged'; readonly number: string; readonly places: number } & Seen);

interface Place {
  readonly name: string;
  readonly run: Run;
  readonly baseline: Baseline;
  /** The mutants whose code runs here. */
  readonly reached: ReadonlySet<string>;
  /** Sets up what answers. @returns whether the middleware can be set up so */
  readonly setUp: (middleware: never) => boolean;
}

const middleware = middlewareOf(process.argv[2] as string);
const instrumented = await instrument(middleware);
const setUpsOf = await middleware.loadSetUps();
const own = instrumented.load(null) as never;
let listener: RequestListener = () => {};
const server = await listen(createServer((request, response) => listener(request, response)));
const network = new TargetNetwork({
  origin: server.url,
  allowUnsafeMethods: true,
  timeout: 5000,
  concurrency: 8,
  backOff: 1,
});
const places: Place[] = [];
for (const name of Object.keys(setUpsOf(own))) {
  for (const policy of policies) {
    const place = await placeOf(name, policy);
    if (place !== null) places.push(place);
  }
}
process.on('message', async (number: string) => {
  const mutant = instrumented.mutants.find((one) => one.number === number) as Mutant;
  process.send?.(await judge(mutant));
});
process.on('disconnect', () => process.exit());
process.send?.({ kind: 'ready' } satisfies Report);

async function placeOf(name: string, policy: Policy): Promise<Place | null> {
  const setUp = (middleware: never): boolean => {
    const made = setUpsOf(middleware)[name]?.(policy) ?? null;
    if (made !== null) listener = made;
    return made !== null;
  };
  if (!setUp(instrumented.load(null) as never)) return null;
  const run = prepareRun(
    {
      url: server.url,
      testee: { name: middleware.name, version: middleware.version },
      places: [{ kind: 'testee', policy, origin: server.url, path: `/${policy.id}` }],
      leftOut: [],
      notes: [],
      network: { ...network, stopped: new AbortController().signal, close: () => network.close() },
    },
    { concurrency: 8, level: 'info' },
  );
  const baseline = await baselineOf(run);
  const { response } = await compare(run, baseline);
  if (response !== null)
    throw new Error(`${name}: the same request is answered in two ways: ${response}`);
  return { name, run, baseline, reached: new Set(instrumented.reached()), setUp };
}

async function judge(mutant: Mutant): Promise<Report> {
  const { number } = mutant;
  let response: string | null = null;
  const where = places.filter(({ reached }) => reached.has(number));
  const judged = { kind: 'judged', number, places: where.length } as const;
  for (const { name, run, baseline, setUp } of where) {
    try {
      setUp(instrumented.load(mutant) as never);
    } catch (error) {
      return { ...judged, noticedBy: `${name}: it cannot be set up: ${error}`, response };
    }
    const seen = await compare(run, baseline);
    response ??= seen.response && `${name} ${seen.response}`;
    if (seen.noticedBy !== null)
      return { ...judged, noticedBy: `${name} ${seen.noticedBy}`, response };
  }
  return { ...judged, noticedBy: null, response };
}
