import { expect } from 'chai';
import { ProgramError, run, start } from './processes.ts';

const here = { folder: '.' };
const never = new AbortController().signal;

describe('programs', () => {
  it('are run to their end, and fail with what they print', async () => {
    await run(
      ['node', '-e', 'process.exit(process.cwd() === "/" ? 0 : 1)'],
      { folder: '/' },
      never,
    );
    const failing = ['node', '-e', 'console.error("no space left"); process.exit(3)'];
    const error = await run(failing, here, never).catch((reason) => reason);
    expect(error).to.be.instanceOf(ProgramError);
    expect(error.message).to.match(/failed \(3\): no space left$/);
  });

  it('may be missing', async () => {
    const error = await run(['no-such-program'], here, never).catch((reason) => reason);
    expect(error).to.be.instanceOf(ProgramError);
    expect(error.message).to.include('ENOENT');
  });

  it('are stopped with all that they started', async () => {
    const program = start(['sh', '-c', 'sleep 60 & echo started; wait'], here);
    while (program.output() === '') await new Promise((resolve) => setTimeout(resolve, 10));
    await program.stop();
    // It ends once nobody can write to its output: neither the shell nor what it started.
    expect(await program.ended).to.equal(null);
  });

  it('are stopped by an interrupt', async () => {
    const interrupt = new AbortController();
    const running = run(['sleep', '60'], here, interrupt.signal).catch((reason) => reason);
    interrupt.abort();
    expect(await running).to.be.instanceOf(ProgramError);
  });
});
