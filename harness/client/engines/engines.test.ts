import { expect } from 'chai';
import { InputError } from '../../output/input-error.ts';
import { engines, findEngine } from './engines.ts';

describe('findEngine', () => {
  async function refusal(made: Promise<unknown>): Promise<string> {
    const error: unknown = await made.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(InputError);
    return (error as InputError).message;
  }

  it('says what is missing', async () => {
    expect(await refusal(findEngine('chromium', '/none/chromium'))).to.equal(
      '--browser-binary /none/chromium: there is no such program',
    );
  });

  it('says what to install', async () => {
    const { PATH } = process.env;
    process.env.PATH = '/none';
    try {
      // Firefox alone is looked for on the PATH and nowhere else on Linux.
      expect(await refusal(findEngine('firefox'))).to.equal(
        'firefox is not installed: run apt-get install firefox-esr, or name the program with --browser-binary',
      );
    } finally {
      process.env.PATH = PATH;
    }
  });

  it('refuses another program', async () => {
    expect(await refusal(findEngine('firefox', '/bin/sh'))).to.match(/^\/bin\/sh/);
  });
});

describe('engines', () => {
  it('start with a profile of their own', () => {
    expect(engines.chromium.arguments('/p', false)).to.include.members([
      '--headless',
      '--user-data-dir=/p',
    ]);
    expect(engines.chromium.arguments('/p', true)).not.to.include('--headless');
    expect(engines.firefox.arguments('/p', false)).to.include.members(['--headless', '/p']);
  });
});
