import { expect } from 'chai';
import { type Block, blocksOf } from './markdown.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('Markdown of questions', () => {
  const read: [markdown: string, blocks: unknown[]][] = [
    ['# A\n', [{ kind: 'heading', level: 1, content: [text('A')] }]],
    [
      '## A `b`',
      [{ kind: 'heading', level: 2, content: [text('A '), { kind: 'code', text: 'b' }] }],
    ],
    [
      'a\nb\n\nc',
      [
        { kind: 'paragraph', content: [text('a b')] },
        { kind: 'paragraph', content: [text('c')] },
      ],
    ],
    ['- a\n- b', [{ kind: 'list', items: [[text('a')], [text('b')]] }]],
    ['```\n- a\n\nb\n```', [{ kind: 'code', text: '- a\n\nb' }]],
    [
      '[`s/1`](https://a.example) [b](https://b.example)',
      [
        {
          kind: 'paragraph',
          content: [
            { kind: 'link', text: 's/1', isStep: true, href: 'https://a.example' },
            text(' '),
            { kind: 'link', text: 'b', isStep: false, href: 'https://b.example' },
          ],
        },
      ],
    ],
    [
      '<https://a.example>',
      [
        {
          kind: 'paragraph',
          content: [
            { kind: 'link', text: 'https://a.example', isStep: false, href: 'https://a.example' },
          ],
        },
      ],
    ],
  ];
  for (const [markdown, blocks] of read) {
    it(`reads ${JSON.stringify(markdown)}`, () => {
      expect(blocksOf(markdown)).to.deep.equal(blocks as Block[]);
    });
  }

  for (const markdown of ['| a |', '> a', '1. a', '### a', '```\na']) {
    it(`refuses ${JSON.stringify(markdown)}`, () => {
      expect(() => blocksOf(markdown)).to.throw(SyntaxError);
    });
  }
});
