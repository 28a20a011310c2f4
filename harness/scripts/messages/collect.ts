/** `npm run messages:collect -- [engines]`: records what the consoles of the engines say in the exchange cases,
 *  and updates `conformance/messages.json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { exchanges } from '../../../conformance/exchanges.ts';
import { engineNames, type MessageFile } from '../../../conformance/messages.ts';
import { interruptible } from '../../output/interruption.ts';
import { record } from './record.ts';
import { updated } from './updated.ts';

const file = new URL('../../../conformance/messages.json', import.meta.url);
const named = process.argv.slice(2);
const engines = engineNames.filter((engine) => named.length === 0 || named.includes(engine));

process.exitCode = await interruptible(async (interrupt) => {
  if (engines.length < named.length) {
    process.stderr.write(`Name some of these engines: ${engineNames.join(', ')}\n`);
    return 2;
  }
  const cases = exchanges.filter(({ expect }) => expect.some(({ type }) => type === 'error'));
  let exitCode = 0;
  for (const engine of engines) {
    const recording = await record(engine, cases, interrupt);
    const before = JSON.parse(readFileSync(file, 'utf8')) as MessageFile;
    const { messages, unknown } = updated(before, engine, recording);
    writeFileSync(file, `${JSON.stringify(messages, null, 2)}\n`);
    for (const line of unknown) process.stderr.write(`${line}\n`);
    if (unknown.length > 0) exitCode = 1;
  }
  return exitCode;
});
