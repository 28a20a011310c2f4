/** `npm run bench`: what the suite costs, as medians of rounds in which it is measured beside what it is
 *  compared with. Absolute numbers depend on the machine; ratios hardly do. */
import { cpus } from 'node:os';
import { runMeasured } from '../../self-test/hostile/measured-process.ts';
import { engineRates } from './engine.ts';
import { bareLoop, mostRequests, perSecond, suite } from './over-http.ts';
import { secondsOfHelp, secondsOfNode, startServer } from './processes.ts';
import { RecordedRun } from './without-network.ts';

const rounds = 5;
const generatedRuns = 200;

type Row = readonly [what: string, value: string];

const server = await startServer();
try {
  const rows = [
    ...(await overHTTP(server.url)),
    ...(await withoutNetwork()),
    ...(await inAnEngine()),
    ...(await asProcesses(server.url)),
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  console.log(`${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${machine()}`);
  for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${value}`);
} finally {
  server.stop();
}

async function overHTTP(url: string): Promise<Row[]> {
  const all = await inRounds(async () => {
    const cases = await suite(url);
    const bare = await bareLoop(url, cases.requests);
    const generated = await suite(url, { runs: generatedRuns, seed: 1 });
    const most = await mostRequests(url);
    return { cases, bare, generated, most };
  });
  const rate = (key: 'cases' | 'bare' | 'generated' | 'most') =>
    `${Math.round(median(all.map((round) => perSecond(round[key]))))} requests/s`;
  const ratio = (a: 'cases' | 'generated', b: 'bare' | 'most') =>
    median(all.map((round) => perSecond(round[a]) / perSecond(round[b]))).toFixed(2);
  return [
    ['suite ÷ bare loop of the same HTTP client', ratio('cases', 'bare')],
    ['suite ÷ autocannon', ratio('cases', 'most')],
    ['generated fetches ÷ bare loop', ratio('generated', 'bare')],
    ['suite', rate('cases')],
    ['generated fetches', rate('generated')],
    ['bare loop', rate('bare')],
    ['autocannon', rate('most')],
    ['all policies', `${(median(all.map(({ cases }) => cases.milliseconds)) / 1000).toFixed(2)} s`],
  ];
}

async function withoutNetwork(): Promise<Row[]> {
  const recorded = await RecordedRun.record();
  const rates = await inRounds(() => recorded.casesPerSecond(1));
  return [['judged without a network', `${Math.round(median(rates))} cases/s and core`]];
}

async function inAnEngine(): Promise<Row[]> {
  const rates = await engineRates();
  if (rates === null) return [['cases in Chromium', 'not run: chromium is not installed']];
  const { cases, bare } = rates;
  return [
    ['cases in Chromium ÷ bare loop in the same page', (cases / bare).toFixed(2)],
    ['cases in Chromium', `${Math.round(cases)} cases/s, ${Math.round(bare)} bare fetches/s`],
  ];
}

async function asProcesses(url: string): Promise<Row[]> {
  const starts = await inRounds(async () => ({
    node: await secondsOfNode(),
    help: await secondsOfHelp(),
  }));
  const help = median(starts.map((round) => round.help));
  const added = median(starts.map((round) => round.help - round.node));
  const milliseconds = (seconds: number) => `${Math.round(seconds * 1000)} ms`;
  const generated: Row[] = [];
  for (const runs of ['1000', '10000', '100000']) {
    const args = ['--filter', 'one-origin', '--runs', runs, '--seed', '1'];
    generated.push([`--runs ${runs}`, await measured('server', url, ...args)]);
  }
  return [
    ['--help', `${milliseconds(help)}, ${milliseconds(added)} more than Node.js alone`],
    ['a run over all policies', await measured('server', url, '--level', 'info')],
    ...generated,
  ];
}

async function measured(...args: string[]): Promise<string> {
  const { code, err, seconds, megabytes } = await runMeasured(args, 600);
  if (code !== 0) throw new Error(`${args.join(' ')}: exit code ${code}: ${err}`);
  return `${seconds.toFixed(2)} s, ${Math.round(megabytes ?? 0)} MB at most`;
}

/** The first round warms up. */
async function inRounds<Value>(measure: () => Promise<Value>): Promise<Value[]> {
  const measured: Value[] = [];
  for (let round = 0; round <= rounds; round += 1) measured.push(await measure());
  return measured.slice(1);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model ?? 'unknown processor'}`;
}
