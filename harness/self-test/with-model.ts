/** Runs a command with `TARGET` set to the URL of the model server: `with-model.ts <command> …`. */
import { spawn } from 'node:child_process';
import { testee } from '../testee/testee.ts';
import { testeeWith } from './model.ts';

const [command = '', ...args] = process.argv.slice(2);
const server = await testee(testeeWith('model', null, ['one-origin']));
const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, TARGET: server.url },
});
child.once('exit', async (code) => {
  await server.close();
  process.exitCode = code ?? 1;
});
