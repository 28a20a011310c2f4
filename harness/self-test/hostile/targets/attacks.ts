/** Texts that want to become more than text once they are in a report. */
import type { Behaviour } from '../behaviour.ts';

const attacks: readonly (readonly [name: string, what: string, text: string])[] = [
  ['html', 'HTML', `"'></pre></details><script>alert(1)</script><img src=x onerror=alert(1)>`],
  ['xml', 'XML', ']]></failure><!DOCTYPE a [<!ENTITY b "c">]>&b;<testcase name="x"/>'],
  [
    'markdown',
    'Markdown',
    '```` ~~~ [a](javascript:alert(1)) ![b](http://c.test/d.png) <b> | ` **x**',
  ],
  ['markdown-block', 'blocks of Markdown', '# a'],
  ['formula', 'a formula', "=cmd|' /C calc'!A0"],
  ['terminal', 'a terminal', '\x9b31m\x9b2J\x9d0;title\x9c\x90q\x9c\x85'],
  ['utf-8', 'UTF-8 that turns text round', '\xe2\x80\xae\xe2\x81\xa6\xc2\x9b31m\xef\xbb\xbf'],
  [
    'log-command',
    'the log of a CI job',
    '::set-output name=a::b ##vso[task.setvariable variable=a]b ##[error]c',
  ],
  ['shell', 'a shell', `';$(touch /tmp/x);\`touch /tmp/x\`;"&&#`],
  ['json', 'JSON', '","verdict":"pass"}]}\\u001b[31m\\'],
];

export const attackBehaviours: readonly Behaviour[] = [
  ...attacks.map(
    ([name, what, text]): Behaviour => ({
      name: `attacks-${name}`,
      does: `Sends text for ${what} in header values and in the reason phrase.`,
      answer:
        `HTTP/1.1 200 ${text}\r\nAccess-Control-Allow-Origin: ${text}\r\nX-Evil: ${text}\r\n` +
        `Vary: ${text}\r\nAccess-Control-Allow-Headers: ${text}\r\nContent-Length: 0\r\n\r\n`,
      isInReports: true,
      server: 'fails must',
      explain: 'not shared',
    }),
  ),
  {
    name: 'attacks-in-names',
    does: 'Sends Markdown in header names, which may have most of its characters.',
    answer:
      'HTTP/1.1 200 OK\r\n`x`: 1\r\n```: 1\r\n**x**: 1\r\n|x|: 1\r\n~~~: 1\r\n#: 1\r\n' +
      "Access-Control-Allow-Origin: x\r\n'x': 1\r\n&lt: 1\r\nContent-Length: 0\r\n\r\n",
    isInReports: true,
    server: 'fails must',
    explain: 'not shared',
  },
];
