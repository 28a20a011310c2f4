import { expect } from 'chai';
import { filledIn, type Values } from './fill-in.ts';
import { servers, settings } from './recipes.ts';

const code = "{ origin: 'https://app.example', methods: ['PUT'], allowedHeaders: ['X-Token'] }";

describe('a recipe', () => {
  const filled: [title: string, code: string, values: Values, between: string, expected: string][] =
    [
      [
        'an origin, a method and headers',
        code,
        { origin: 'http://10.0.0.1:3000', method: 'patch', headers: ['X-A', 'x_b'] },
        "', '",
        "{ origin: 'http://10.0.0.1:3000', methods: ['patch'], allowedHeaders: ['X-A', 'x_b'] }",
      ],
      [
        'an origin in a regular expression',
        '"~^https://app\\.example$"',
        { origin: 'https://a.b.test:8443' },
        ', ',
        '"~^https://a\\.b\\.test:8443$"',
      ],
      [
        'a symbol in Ruby',
        'methods: %i[get put], headers: %w[X-Token]',
        { method: 'DELETE', headers: ['A', 'B'] },
        ' ',
        'methods: %i[get delete], headers: %w[A B]',
      ],
      [
        'values that look like examples',
        "['PUT'], ['X-Token']",
        { method: 'X-Token', headers: ['PUT'] },
        "', '",
        "['X-Token'], ['PUT']",
      ],
    ];
  for (const [title, given, values, between, expected] of filled) {
    it(`takes ${title}`, () => expect(filledIn(given, values, between)).to.equal(expected));
  }

  const refused: readonly Values[] = [
    ...[
      'null',
      '*',
      'https://app.example/',
      'HTTPS://APP.example',
      'https://app.example:443',
      'https://[::1]',
      'app+x://a.example',
      'https://*.example',
      `https://a"b.example`,
      `https://a'b.example`,
      'https://a$b.example',
      'https://a{b}.example',
      'https://a`b.example',
      'https://a.example\nadd_header X y',
      'https://a.example\n',
      'https://a\\.example',
    ].map((origin) => ({ origin })),
    ...['GET', 'TRACE', '*', "A'B", 'A`B', '$host', 'A B', 'A#B', '', 'A\n', 'A|B'].map(
      (method) => ({ method }),
    ),
    ...["X'", 'X"', '*', '$host', 'X, Y', '', 'X\n', 'X`', 'X%', '#{x}'].map((name) => ({
      headers: [name],
    })),
    { headers: ['X-Good', "X'Bad"] },
    { headers: [] },
    {},
  ];
  for (const values of refused) {
    it(`keeps its examples for ${JSON.stringify(values)}`, () => {
      for (const { recipes } of settings) {
        for (const { id, between } of servers) {
          const text = recipes[id]?.code?.join('\n') ?? '';
          expect(filledIn(text, values, between)).to.equal(text);
        }
      }
    });
  }
});
