import { expect } from 'chai';
import { scoreboard } from './markdown.ts';
import { row } from './sample.ts';

const text = scoreboard([row]);

describe('RESULTS.md', () => {
  it('has a row for each server, with the failing cases of each group', () => {
    expect(text).to.include(
      '| javascript | [a + b](#javascripta) | 1.2 + 3.4 | 2026-11-26 | 2 of 3   | 2 must       | ok                | 2 should | –                    |\n',
    );
  });

  it('has a section for each server', () => {
    expect(text.slice(text.indexOf('## '))).to.equal(`## javascript/a

![cors-conformance: a 1.2 + b 3.4 · 2026-11-26 · fails 2 must, 2 should, 0 info](badges/javascript/a.svg)

[a 1.2 + b 3.4](https://a.example), MIT: 2 cases passed, 4 failed and 3 did not apply.

**Who may read**

- **must**, 2 cases: it can read the response. This has not been examined yet.
  - [unlisted-origin-refused](https://fetch.spec.whatwg.org/#concept-cors-check)

**Caches**

- **should**, 2 cases: Sends no \\*Vary\\*. Caches mix responses.
  - [vary-origin](https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches)
  - lib/index.js:12: if \\(vary\\) \\(1.2\\); [x/y\\#3](https://github.com/x/y/issues/3)

**Policies that it cannot express**

- \`methods\`: it has no \\<list\\> of them
`);
  });

  const [, finding] = row.findings;
  for (const [more, sentence] of [
    [{ by: 'set-up' }, 'Its set-up causes this.'],
    [{ right: 'either' }, 'The standard allows both.'],
    [{ right: 'disputed' }, 'It is disputed whether the standard is right.'],
  ] as const) {
    it(`says of a finding: ${sentence}`, () => {
      const findings = finding === undefined ? [] : [{ ...finding, ...more }];
      expect(scoreboard([{ ...row, findings }])).to.include(`Caches mix responses. ${sentence}\n`);
    });
  }

  it('says so if there is nothing to report', () => {
    const clean = { ...row, findings: [], policies: { expressed: ['closed'], leftOut: [] } };
    expect(scoreboard([clean])).to.match(/did not apply\. Nothing was found\.\n$/);
  });
});
