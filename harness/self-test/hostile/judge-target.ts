/** Runs `server` and `explain` against a hostile target, and says which bounds were broken. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsText } from '../../server/reports/summary.ts';
import type { Behaviour, ExplainEnd, ServerEnd } from './behaviour.ts';
import { allowedOrigin } from './bytes.ts';
import { type HostileTarget, hostileTarget } from './hostile-target.ts';
import { type Format, liveParts } from './live-parts.ts';
import { type Measured, runMeasured } from './measured-process.ts';

/** A row of the table that is printed. */
export interface Row {
  readonly name: string;
  readonly command: string;
  /** The exit code, and what came out. */
  readonly result: string;
  readonly seconds: number;
  readonly megabytes: number | null;
  /** Which bounds were broken, and how. */
  readonly broken: readonly string[];
}

export const maximumMegabytes = 200;
const usualSeconds = 20;
const usualTimeout = 1000;

type Summary = {
  readonly verdicts: Parameters<typeof countsText>[0];
  readonly failures: { readonly must: number };
};

/** @param slowness multiplies all times, since a busy machine says nothing about the tool */
export async function judgeTarget(behaviour: Behaviour, slowness: number): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cors-conformance-hostile-'));
  try {
    const rows: Row[] = [];
    const formats = behaviour.isInReports ? allFormats : (['json'] as const);
    for (const format of formats) rows.push(await serverRow(behaviour, format, folder, slowness));
    if (behaviour.explain !== null) {
      const formats = behaviour.isInReports ? (['text', 'json'] as const) : (['text'] as const);
      for (const format of formats) {
        rows.push(await explainRow(behaviour, behaviour.explain, format, slowness));
      }
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const allFormats = [
  'json',
  'text',
  'html',
  'markdown',
  'junit',
  'github',
] as const satisfies Format[];

async function serverRow(
  behaviour: Behaviour,
  format: Format,
  folder: string,
  slowness: number,
): Promise<Row> {
  const policy = join(folder, 'policy.json');
  const output = join(folder, format);
  await writeFile(policy, JSON.stringify({ allowOrigins: [allowedOrigin] }));
  const options = behaviour.hasNoPolicy ? [] : ['--policy', policy];
  const args = [...options, '--report', format, '--output', output];
  const { measured, broken } = await runAgainst(behaviour, true, slowness, (url) => [
    'server',
    url,
    ...args,
  ]);
  const report = await readFile(output, 'utf8').catch(() => null);
  const summary: Summary | null =
    report !== null && format === 'json' ? JSON.parse(report).summary : null;
  return {
    name: behaviour.name,
    command: format === 'json' ? 'server' : `server, ${format}`,
    result: resultText(measured, summary === null ? '' : countsText(summary.verdicts)),
    seconds: measured.seconds,
    megabytes: measured.megabytes,
    broken: [
      ...broken,
      ...(report === null ? [] : liveParts(format, report)),
      ...(format === 'json' || report === null
        ? wrongServerEnd(behaviour.server, measured, summary)
        : []),
    ],
  };
}

async function explainRow(
  behaviour: Behaviour,
  end: ExplainEnd,
  format: Format,
  slowness: number,
): Promise<Row> {
  const args = ['--origin', allowedOrigin, '--report', format];
  const { measured, broken } = await runAgainst(behaviour, false, slowness, (url) => [
    'explain',
    url,
    ...args,
  ]);
  const isAsExpected = measured.code === explainCodes[end];
  return {
    name: behaviour.name,
    command: format === 'text' ? 'explain' : `explain, ${format}`,
    result: resultText(measured, explainEnds[measured.code ?? -1] ?? ''),
    seconds: measured.seconds,
    megabytes: measured.megabytes,
    broken: [
      ...broken,
      ...liveParts(format, measured.out),
      ...(isAsExpected ? [] : [`expected: ${end}`]),
    ],
  };
}

const explainEnds: Readonly<Record<number, ExplainEnd>> = {
  0: 'shared',
  1: 'not shared',
  2: 'could not tell',
};
const explainCodes: Readonly<Record<ExplainEnd, number>> = {
  shared: 0,
  'not shared': 1,
  'could not tell': 2,
};

async function runAgainst(
  behaviour: Behaviour,
  hasProbe: boolean,
  slowness: number,
  argsFor: (url: string) => string[],
): Promise<{ measured: Measured; broken: string[] }> {
  const limit = slowness * (behaviour.seconds ?? usualSeconds);
  const target = await hostileTarget(behaviour, hasProbe);
  const protocol = behaviour.isHTTP2 ? ['--http2', '--insecure'] : [];
  const timeout = String(slowness * usualTimeout);
  const args = [...argsFor(target.url), ...protocol, '--timeout', timeout];
  const measured = await runMeasured(args, limit).finally(() => target.close());
  return { measured, broken: [...brokenBounds(measured, limit), ...strayContacts(target)] };
}

/** What no run may do, whatever the target does. */
export function brokenBounds(measured: Measured, limit: number, codes = [0, 1, 2]): string[] {
  const { code, out, err, megabytes } = measured;
  const broken: string[] = [];
  if (code === null) broken.push(`it did not end within ${limit} s`);
  else if (!codes.includes(code)) broken.push(`the exit code ${code}`);
  if (megabytes !== null && megabytes > maximumMegabytes) {
    broken.push(`more than ${maximumMegabytes} MB`);
  }
  for (const text of [out, err]) {
    if (/^\s+at .*:\d+:\d+\)?$|bug in cors-conformance/m.test(text)) {
      broken.push(`a stack trace: ${JSON.stringify(text.slice(0, 300))}`);
    }
  }
  return [...broken, ...liveParts('text', err)];
}

function strayContacts(target: HostileTarget): string[] {
  const count = target.strays();
  return count === 0 ? [] : [`another origin was contacted, ${count} times`];
}

/** What differs from the end that the table of behaviours demands. */
function wrongServerEnd(end: ServerEnd, measured: Measured, summary: Summary | null): string[] {
  if (measured.code === null) return [];
  if (end === 'input error' || summary === null) {
    const isInputError = summary === null && measured.code === 2 && /^.+\n$/.test(measured.err);
    if (end === 'input error' && isInputError) return [];
    return [`expected: ${end}`, ...(summary === null ? [measured.err.slice(0, 300)] : [])];
  }
  const { verdicts, failures } = summary;
  const { pass, fail, error } = verdicts;
  const isAsExpected = {
    passes: fail === 0 && error === 0 && pass > 0 && measured.code === 0,
    'fails must': failures.must > 0 && error === 0 && measured.code === 1,
    fails: fail > 0 && error === 0 && measured.code === 1,
    judged: pass + fail > 0 && error === 0 && measured.code < 2,
    'no failure': fail === 0 && pass + error > 0,
    'partly judged': pass > 0 && error > 0 && fail === 0 && measured.code === 2,
    'errors only': pass === 0 && fail === 0 && error > 0 && measured.code === 2,
    'any report': true,
  }[end];
  return isAsExpected ? [] : [`expected: ${end}`];
}

function resultText({ code, err }: Measured, what: string): string {
  const text = what === '' && code === 2 ? (err.trim().split('\n')[0] ?? '').slice(0, 60) : what;
  return `${code ?? 'killed'}${text === '' ? '' : `: ${text}`}`;
}
