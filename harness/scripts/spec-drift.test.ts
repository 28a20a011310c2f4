import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Difference } from '../../spec/diff.ts';
import { casesIn, placesOf, report, type SourceFile } from './spec-drift.ts';

const code: SourceFile[] = [
  {
    path: 'reference/cors-check.ts',
    text: [
      '/** @see https://fetch.spec.whatwg.org/#concept-cors-check-0 */',
      'export async function other() {',
      '  // 2. Not here.',
      '}',
      '/** Whether to share.',
      ' *  @see https://fetch.spec.whatwg.org/#concept-cors-check */',
      'export function corsCheck(): boolean {',
      '  // 1.',
      '  const origin = get();',
      '  // 2. Absent.',
      '  return origin !== null;',
      '}',
    ].join('\n'),
  },
  {
    path: 'reference/http-fetch.ts',
    text: [
      '/** @see https://fetch.spec.whatwg.org/#concept-http-fetch */',
      'async function httpFetch() {',
      '  // 3. Not modelled: service workers.',
      '}',
      '/** @see https://fetch.spec.whatwg.org/#ok-status */',
      'export const okStatuses = [200];',
      '/** @see https://fetch.spec.whatwg.org/#ok-status */',
      'export interface OkStatus {}',
    ].join('\n'),
  },
];
const cases = casesIn({
  path: 'conformance/vectors/cors-check.json',
  text: JSON.stringify({
    description: 'x',
    cases: [
      { id: 'star', steps: ['cors-check/3'] },
      { id: 'absent', steps: ['cors-check/1', 'cors-check/2'], given: { id: 'inner' } },
      { id: 'preflight', steps: ['cors-preflight-fetch/7.5'] },
      { id: 'worker', steps: ['http-fetch/3.5.1'] },
      { id: 'other', steps: ['cors-check/22'] },
      { steps: ['cors-check/2'] },
    ],
  }),
});
const linesOf = (difference: Partial<Difference>) =>
  report('x.bs', { changes: [], renumbered: [], ...difference }, code, cases).split('\n');

describe('the drift report', () => {
  it('names the text, the pin and how much changed', () => {
    const change = { kind: 'removed', id: 'cors-check/2', now: null } as const;
    const pin = 'x.bs differs from the pinned standard (commit 586cd2a of 2026-07-02) in';
    expect(linesOf({ changes: [change] })[0]).to.equal(`${pin} one place.`);
    expect(linesOf({ changes: [change, change] })[0]).to.equal(`${pin} 2 places.`);
  });

  const changes: [what: string, change: Difference['changes'][number], lines: string[]][] = [
    [
      'a reworded step',
      { kind: 'reworded', id: 'cors-check/2', now: 'cors-check/3' },
      [
        'reworded  cors-check/2 (now cors-check/3): fail if Access-Control-Allow-Origin is absent',
        '  spec   https://fetch.spec.whatwg.org/#concept-cors-check',
        '  code   reference/cors-check.ts:10 corsCheck',
        '  cases  conformance/vectors/cors-check.json: absent',
      ],
    ],
    [
      'a step that has no comment and no case',
      { kind: 'removed', id: 'cors-check/8', now: null },
      [
        'removed   cors-check/8: otherwise fail, because credentials are not allowed',
        '  spec   https://fetch.spec.whatwg.org/#concept-cors-check',
        '  code   reference/cors-check.ts:7 corsCheck',
        '  cases  none',
      ],
    ],
    [
      'the words around the steps',
      { kind: 'reworded', id: 'cors-check', now: 'cors-check' },
      [
        'reworded  cors-check: decide whether a response may be shared',
        '  spec   https://fetch.spec.whatwg.org/#concept-cors-check',
        '  code   reference/cors-check.ts:7 corsCheck',
        '  cases  conformance/vectors/cors-check.json: star, absent, other',
      ],
    ],
    [
      'an added step, by its neighbour',
      { kind: 'added', id: null, now: 'cors-check/3', after: 'cors-check/2' },
      [
        'added     cors-check/3, after cors-check/2: fail if Access-Control-Allow-Origin is absent',
        '  spec   https://fetch.spec.whatwg.org/#concept-cors-check',
        '  code   reference/cors-check.ts:10 corsCheck',
        '  cases  none',
      ],
    ],
    [
      'an added first step',
      { kind: 'added', id: null, now: 'cors-check/1', after: null },
      [
        'added     cors-check/1',
        '  spec   https://fetch.spec.whatwg.org/#concept-cors-check',
        '  code   reference/cors-check.ts:7 corsCheck',
        '  cases  none',
      ],
    ],
    [
      'a step behind an unmodelled one, which is not part of it',
      { kind: 'added', id: null, now: 'http-fetch/4', after: 'http-fetch/3' },
      [
        'added     http-fetch/4, after http-fetch/3: ask a service worker for a response',
        '  spec   https://fetch.spec.whatwg.org/#concept-http-fetch',
        '  code   reference/http-fetch.ts:3 httpFetch',
        '  cases  none',
      ],
    ],
    [
      'a step within an unmodelled one',
      { kind: 'reworded', id: 'http-fetch/3.5', now: 'http-fetch/3.5' },
      [
        'reworded  http-fetch/3.5: ask a service worker for a response',
        '  spec   https://fetch.spec.whatwg.org/#concept-http-fetch',
        '  note   not modelled: service workers',
        '  code   reference/http-fetch.ts:3 httpFetch',
        '  cases  conformance/vectors/cors-check.json: worker',
      ],
    ],
    [
      'a first step within an unmodelled one',
      { kind: 'added', id: null, now: 'http-fetch/3.1', after: 'http-fetch/3' },
      [
        'added     http-fetch/3.1, after http-fetch/3: ask a service worker for a response',
        '  spec   https://fetch.spec.whatwg.org/#concept-http-fetch',
        '  note   not modelled: service workers',
        '  code   reference/http-fetch.ts:3 httpFetch',
        '  cases  none',
      ],
    ],
    [
      'a step that we have a ruling about',
      { kind: 'moved', id: 'override-fetch/4.a', now: 'override-fetch/5.a' },
      [
        'moved     override-fetch/4.a to override-fetch/5.a: run scheme fetch',
        '  spec   https://fetch.spec.whatwg.org/#concept-override-fetch',
        '  note   our ruling override-fetch-labels is about it',
        '  code   none',
        '  cases  none',
      ],
    ],
    [
      'a definition that several declarations link',
      { kind: 'reworded', id: 'ok-status', now: 'ok-status' },
      [
        'reworded  ok-status: 200 to 299',
        '  spec   https://fetch.spec.whatwg.org/#ok-status',
        '  code   reference/http-fetch.ts:6 okStatuses',
        '  code   reference/http-fetch.ts:8 OkStatus',
        '  cases  none',
      ],
    ],
    [
      'a new rule',
      { kind: 'added', id: null, now: 'abnf/Access-Control-New', after: null },
      ['added     abnf/Access-Control-New'],
    ],
  ];
  for (const [what, change, lines] of changes) {
    it(`shows ${what}`, () => expect(linesOf({ changes: [change] }).slice(2)).to.deep.equal(lines));
  }

  it('counts steps that follow each other as one shift', () => {
    const renumbered = [
      { id: 'cors-check/2', now: 'cors-check/3' },
      { id: 'cors-check/3', now: 'cors-check/4' },
      { id: 'cors-check/5', now: 'cors-check/6' },
      { id: 'cors-check/6', now: 'cors-check/8' },
      { id: 'cors-check/8', now: 'cors-check/9' },
      { id: 'main-fetch/12.f', now: 'main-fetch/12.g' },
      { id: 'main-fetch/12.g', now: 'main-fetch/12.h' },
    ];
    expect(linesOf({ renumbered }).slice(1)).to.deep.equal([
      '',
      'Only their numbers changed:',
      '  cors-check/2 to cors-check/3 are now cors-check/3 to cors-check/4',
      '  cors-check/5 is now cors-check/6',
      '  cors-check/6 is now cors-check/8',
      '  cors-check/8 is now cors-check/9',
      '  main-fetch/12.f to main-fetch/12.g are now main-fetch/12.g to main-fetch/12.h',
      '  cases  conformance/vectors/cors-check.json: star, absent',
    ]);
  });

  it('shows the link itself where nothing is declared below it', () => {
    const text = '// https://fetch.spec.whatwg.org/#ok-status\n';
    expect(placesOf('ok-status', null, [{ path: 'a.ts', text }])).to.deep.equal(['a.ts:1']);
  });
});

describe('the drift command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spec-drift-'));
  after(() => rmSync(folder, { recursive: true }));
  const top = fileURLToPath(new URL('../../', import.meta.url));

  function run(...args: string[]): { status: number | null; out: string; err: string } {
    const command = ['--import', 'tsx', join(top, 'harness/scripts/spec-drift.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: top,
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  }

  it('wants one file', () => {
    const usage = 'usage: spec:drift <fetch.bs>\n';
    expect(run()).to.deep.equal({ status: 2, out: '', err: usage });
  });

  it('says which file it cannot read', () => {
    const file = join(folder, 'none.bs');
    expect(run(file)).to.deep.equal({
      status: 2,
      out: '',
      err: `${file}: cannot be read (ENOENT)\n`,
    });
  });

  it('takes nothing else for the standard', () => {
    const file = join(top, 'spec/fixture.bs');
    const problem = 'defines nothing of Fetch: is it the Bikeshed source of the standard?';
    expect(run(file)).to.deep.equal({ status: 2, out: '', err: `${file}: ${problem}\n` });
  });

  const pinned = process.env.FETCH_BS ?? '';
  if (!existsSync(pinned)) {
    it.skip('holds texts against the pinned one (set FETCH_BS to the file of it)');
    return;
  }
  const source = readFileSync(pinned, 'utf8');

  /** What the command says of the text with one part replaced. */
  function runEdited(start: number, end: number, words: string) {
    const file = join(folder, 'edited.bs');
    writeFileSync(file, source.slice(0, start) + words + source.slice(end));
    return run(file);
  }

  /** Where step `number` of an algorithm without nested steps starts. */
  function startOf(anchor: string, number: number): number {
    let position = source.indexOf(`id=${anchor}>`);
    for (let count = 0; count < number; count += 1) position = source.indexOf('<li>', position + 1);
    return position;
  }

  it('accepts the pinned text', () => {
    const { status, out } = run(pinned);
    expect(status).to.equal(0);
    expect(out).to.match(
      /^\S+ says what the pinned standard \(commit 586cd2a of 2026-07-02\) says/,
    );
  });

  const fourth = startOf('concept-cors-check', 4);
  const fifth = startOf('concept-cors-check', 5);
  const port = source.indexOf('1*5DIGIT');
  const edits: [what: string, start: number, end: number, words: string, said: RegExp[]][] = [
    [
      'a reworded step',
      fourth + 4,
      fourth + 4,
      'Perhaps ',
      [
        /in one place\.$/m,
        /^reworded {2}cors-check\/4: fail if the value is not the request's origin$/m,
        /^ {2}code {3}reference\/cors-check\.ts:\d+ corsCheck$/m,
        /^ {2}cases {2}\S+/m,
      ],
    ],
    [
      'an inserted step',
      fourth,
      fourth,
      '<li>Sit down. ',
      [
        /in one place\.$/m,
        /^added {5}cors-check\/4, after cors-check\/3: /m,
        /^ {2}code {3}reference\/cors-check\.ts:\d+ corsCheck$/m,
        /^ {2}cors-check\/4 to cors-check\/8 are now cors-check\/5 to cors-check\/9$/m,
      ],
    ],
    [
      'a removed step',
      fourth,
      fifth,
      '',
      [
        /in one place\.$/m,
        /^removed {3}cors-check\/4: fail if the value is not the request's origin$/m,
        /^ {2}code {3}reference\/cors-check\.ts:\d+ corsCheck$/m,
      ],
    ],
    [
      'a changed rule',
      port,
      port + 3,
      '1*6',
      [
        /in one place\.$/m,
        /^reworded {2}abnf\/serialized-port: /m,
        /^ {2}code {3}reference\/grammar\.ts:\d+ isSerializedPort$/m,
      ],
    ],
  ];
  for (const [what, start, end, words, said] of edits) {
    it(`names ${what}`, () => {
      const { status, out } = runEdited(start, end, words);
      expect(status).to.equal(1);
      for (const line of said) expect(out).to.match(line);
    });
  }
});
