/** `npm run hostile`: runs the command line against hostile targets and clients, each within bounds. */
import { Command } from 'commander';
import { wholeNumber } from '../../commands/arguments.ts';
import { runCommand } from '../../output/ending.ts';
import { InputError } from '../../output/input-error.ts';
import { printable } from '../../output/terminal.ts';
import { behaviours } from './behaviours.ts';
import { hostileClients } from './clients.ts';
import { judgeCaseServer } from './judge-case-server.ts';
import { judgeTarget, type Row } from './judge-target.ts';

/** Most of them only wait. */
const atOnce = 3;

const program = new Command('npm run hostile --')
  .description(
    'Runs the command line against hostile targets, and hostile clients against the case server. ' +
      'Prints what each run took. Exits with 1 if one broke its bounds.',
  )
  .argument('[names...]', 'which behaviours; all of them if none is named')
  .option('--slowness <n>', 'multiplies all times, for a machine that is busy', wholeNumber(1), 1)
  .action(async (names: string[], { slowness }: { slowness: number }) => {
    process.exitCode = (await runAll(selected(names, slowness))) ? 0 : 1;
  });

await runCommand(program);

interface Task {
  readonly name: string;
  readonly run: () => Promise<Row[]>;
}

/** @throws InputError */
function selected(names: readonly string[], slowness: number): Task[] {
  const all: Task[] = [
    ...behaviours.map((behaviour) => ({
      name: behaviour.name,
      run: () => judgeTarget(behaviour, slowness),
    })),
    ...hostileClients.map((client) => ({
      name: `client-${client.name}`,
      run: async () => [await judgeCaseServer(client, slowness)],
    })),
  ];
  const unknown = names.find((name) => !all.some((task) => task.name === name));
  if (unknown !== undefined) throw new InputError(`unknown behaviour ${unknown}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** @returns whether all kept to their bounds */
async function runAll(tasks: readonly Task[]): Promise<boolean> {
  const started = performance.now();
  console.log('| behaviour | command | result | seconds | MB |\n| --- | --- | --- | ---: | ---: |');
  const waiting = tasks.values();
  const rows: Row[] = [];
  const doubtful: Task[] = [];
  const work = async () => {
    for (const task of waiting) {
      const done = await task.run();
      for (const row of done) console.log(lineOf(row));
      if (done.some(isBroken)) doubtful.push(task);
      else rows.push(...done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // A busy machine breaks bounds, too: what breaks them has to do so twice, the second time alone.
  for (const task of doubtful) {
    const done = await task.run();
    for (const row of done) console.log(lineOf({ ...row, name: `${row.name}, again` }));
    rows.push(...done);
  }
  const broken = rows.filter(isBroken);
  const seconds = (performance.now() - started) / 1000;
  const peak = Math.max(...rows.map(({ megabytes }) => megabytes ?? 0));
  console.log(
    `\n${rows.length} runs in ${seconds.toFixed(0)} s, at most ${peak.toFixed(0)} MB. ` +
      `${broken.length} broke their bounds.`,
  );
  for (const { name, command, broken: bounds } of broken) {
    console.log(`✗ ${name} (${command}): ${printable(bounds.join('; '))}`);
  }
  return broken.length === 0;
}

function isBroken({ broken }: Row): boolean {
  return broken.length > 0;
}

function lineOf({ name, command, result, seconds, megabytes, broken }: Row): string {
  const mark = broken.length === 0 ? '' : ' ✗';
  const memory = megabytes === null ? '?' : megabytes.toFixed(0);
  return `| ${name}${mark} | ${command} | ${printable(result)} | ${seconds.toFixed(1)} | ${memory} |`;
}
