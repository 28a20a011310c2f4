/** A few of the hostile targets and clients; `npm run hostile` runs all of them. And the suite itself: it
 *  has to notice what it is there for. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Behaviour } from './behaviour.ts';
import { behaviours } from './behaviours.ts';
import { hostileClients } from './clients.ts';
import { judgeCaseServer } from './judge-case-server.ts';
import { brokenBounds, judgeTarget } from './judge-target.ts';
import { type Format, liveParts } from './live-parts.ts';

/** A test machine may be busy. */
const slowness = 5;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

describe('the hostile suite', function () {
  this.timeout(60_000);

  for (const name of ['garbage', 'self-signed', 'status-999']) {
    it(`has a target that keeps to its bounds: ${name}`, async () => {
      const found = behaviours.filter((behaviour) => behaviour.name === name);
      expect(found).to.have.length(1);
      for (const behaviour of found) {
        const rows = await judgeTarget(behaviour, slowness);
        expect(rows.flatMap(({ broken }) => broken)).to.deep.equal([]);
      }
    });
  }

  it('has a client that keeps to its bounds', async () => {
    const [client] = hostileClients.filter(({ name }) => name === 'nonsense');
    expect(client).not.to.equal(undefined);
    if (client) expect((await judgeCaseServer(client, slowness)).broken).to.deep.equal([]);
  });

  it('has a name for each behaviour', () => {
    for (const table of [behaviours, hostileClients]) {
      const names = table.map(({ name }) => name);
      expect(names).to.deep.equal([...new Set(names)]);
    }
  });

  it('notices an end that is not the expected one', async () => {
    const garbage = behaviours.find(({ name }) => name === 'garbage') as Behaviour;
    const [server] = await judgeTarget({ ...garbage, server: 'passes', explain: null }, slowness);
    expect(server?.broken).to.deep.equal(['expected: passes']);
  });

  const measured = { code: 0, out: '', err: '', seconds: 1, megabytes: 100 };
  for (const [what, part, broken] of [
    ['nothing', {}, /^$/],
    ['a run that does not end', { code: null }, /^it did not end within 9 s$/],
    ['an odd exit code', { code: 134 }, /^the exit code 134$/],
    ['too much memory', { megabytes: 201 }, /^more than 200 MB$/],
    ['a stack trace', { err: 'Error: x\n    at f (file:///a.js:1:2)\n' }, /^a stack trace: /],
    ['an escape sequence', { err: '\x1b[31m\n' }, /^a control character: /],
  ] as const) {
    it(`notices ${what}`, () => {
      expect(brokenBounds({ ...measured, ...part }, 9).join('\n')).to.match(broken);
    });
  }

  const live: readonly (readonly [Format, string, RegExp])[] = [
    ['text', 'plain\nlines', /^$/],
    ['text', 'a\rb', /^a control character: /],
    ['text', 'a\u009bb', /^a control character: /],
    ['text', 'a\u202eb', /^a control character: /],
    ['text', 'a ##[error]b', /^a command to a CI service: /],
    ['json', '{', /^not JSON: /],
    ['html', '<p>&lt;script></p>', /^$/],
    ['html', '<p><script>1</script></p>', /^an element <script>$/],
    [
      'html',
      `<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-${sha256('a()')}'"><script>a()</script>`,
      /^$/,
    ],
    [
      'html',
      `<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-${sha256('a()')}'"><script>b()</script>`,
      /^an element <script>$/,
    ],
    [
      'html',
      `<script>a()</script><meta http-equiv="Content-Security-Policy" content="script-src 'sha256-${sha256('a()')}'">`,
      /^an element <script>$/,
    ],
    ['html', '<script type="application/json">{"a":1}</script>', /^$/],
    ['html', '<script type="application/json">a</script>', /^an element <script>$/],
    ['html', '<img src="a">', /^an element <img>\nan attribute src$/],
    ['html', '<p onclick="a">', /^an attribute onclick$/],
    ['html', '<a href="javascript:a">', /^a link to javascript:a$/],
    ['markdown', '# a\n```\n<b>\n```\n\\<b\\>', /^$/],
    ['markdown', '<details><summary>a/b</summary>\n\n</details>', /^$/],
    ['markdown', '<details><summary><b></summary>', /^< in /],
    ['markdown', '- <b>', /^< in /],
    ['markdown', '- [a](javascript:b)', /^]\( in /],
    ['markdown', '- &lt;', /^&lt; in /],
    ['markdown', '```\na', /^a fence that is not closed$/],
    ['junit', '<testsuites name="a">\n&lt;b></testsuites>', /^$/],
    ['github', '::error title=a%3A b::c\nFAILED  1 failed\n', /^$/],
    [
      'github',
      '::error title=a::b\n::set-output name=a::b\nFAILED  1 failed',
      /^a line of its own: /,
    ],
    [
      'github',
      'FAILED  1 failed\n::error title=a::b',
      /^a line of its own: .*\nno verdict at the end$/,
    ],
    ['junit', '<testsuites name="a"><b></testsuites>', /^markup: /],
    ['junit', '<testsuites name="a">&b;</testsuites>', /^markup: /],
  ];
  for (const [format, report, expected] of live) {
    it(`finds ${expected} in ${format}: ${JSON.stringify(report)}`, () => {
      expect(liveParts(format, report).join('\n')).to.match(expected);
    });
  }
});
