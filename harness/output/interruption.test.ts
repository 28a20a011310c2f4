import { expect } from 'chai';
import { interruption } from './interruption.ts';

describe('interruption', () => {
  const reason = new Error('stop');
  const ending = (promise: Promise<unknown>) =>
    Promise.race([promise, new Promise((resolve) => setImmediate(resolve, 'pending'))]).catch(
      (error: unknown) => error,
    );

  it('rejects with the reason once the signal is aborted', async () => {
    const controller = new AbortController();
    const interrupted = interruption(controller.signal);
    expect(await ending(interrupted)).to.equal('pending');
    controller.abort(reason);
    expect(await ending(interrupted)).to.equal(reason);
  });

  it('rejects for a signal that was aborted before', async () => {
    expect(await ending(interruption(AbortSignal.abort(reason)))).to.equal(reason);
  });

  it('listens to a signal once', () => {
    const { signal } = new AbortController();
    expect(interruption(signal)).to.equal(interruption(signal));
  });
});
