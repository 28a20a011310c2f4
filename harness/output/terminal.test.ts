import { expect } from 'chai';
import { coloursFor, printable } from './terminal.ts';

describe('the terminal', () => {
  const before = { ...process.env };
  after(() => {
    process.env = before;
  });

  const cases: readonly [
    title: string,
    stream: { isTTY?: boolean },
    env: NodeJS.ProcessEnv,
    text: string,
  ][] = [
    ['gets colours', { isTTY: true }, {}, '\x1b[31mx\x1b[0m'],
    ['gets colours where NO_COLOR is empty', { isTTY: true }, { NO_COLOR: '' }, '\x1b[31mx\x1b[0m'],
    ['gets none against NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, 'x'],
    ['gets none where it has none', { isTTY: true }, { TERM: 'dumb' }, 'x'],
    ['gets none where it is not a terminal', {}, {}, 'x'],
  ];
  for (const [title, stream, env, text] of cases) {
    it(title, () => {
      process.env = env;
      expect(coloursFor(stream).red('x')).to.equal(text);
    });
  }

  for (const [text, shown] of [
    ['a\x1b[31m\r\n\x9b\u202eé', 'a\\x1b[31m\\x0d\\x0a\\x9b\\u202eé'],
    ['\x7f\x85', '\\x7f\\x85'],
    ['a\u00adb\u061cc\u200dd', 'a\\xadb\\u061cc\\u200dd'],
    ['\u2028\u2066\ufeff\uffff', '\\u2028\\u2066\\ufeff\\uffff'],
    ['\u{e0041}', '\\ue0041'],
    ['é € 😀', 'é € 😀'],
  ] as const) {
    it(`cannot be steered by ${JSON.stringify(shown)}`, () =>
      expect(printable(text)).to.equal(shown));
  }

  it('passes no command on to a CI service', () => {
    expect(printable('##vso[task.x]y ##[error]z ##teamcity[a] # ## x')).to.equal(
      '#\\x23vso[task.x]y #\\x23[error]z #\\x23teamcity[a] # ## x',
    );
  });
});
