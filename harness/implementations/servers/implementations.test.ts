import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import schema from './implementation.schema.json' with { type: 'json' };
import {
  fileOf,
  type Implementation,
  implementationOf,
  needsNothingElse,
  serverNames,
} from './implementations.ts';
import { isOlder, lackOf } from './installed.ts';

describe('descriptions of real servers', () => {
  const validate = new Ajv().compile(schema);

  for (const name of serverNames) {
    it(`${name} is described as the schema demands`, () => {
      validate(implementationOf(name));
      expect(validate.errors).to.equal(null);
      const isInJavaScript = existsSync(fileOf(name, 'testee.ts'));
      expect(implementationOf(name).start === undefined).to.equal(isInJavaScript);
    });
  }

  for (const name of serverNames) {
    const policy = implementationOf(name).oneURL?.policy;
    if (policy === undefined) continue;
    it(`${name} has the policy that its one URL is judged by`, () => {
      expect(existsSync(fileOf(name, policy))).to.equal(true);
    });
  }

  it('tell which servers need only what the project itself needs', () => {
    const names = serverNames.filter(needsNothingElse);
    expect(names).to.include.members(['javascript/express', 'python/stdlib']);
    expect(names).not.to.include('go/rs-cors');
  });

  it('are compared with what is installed', () => {
    const described = { link: '', licence: '', start: [], needs: ['node'] };
    const rows: [Partial<Implementation>, string | null | RegExp][] = [
      [{}, null],
      [{ needs: ['node', 'no-such-command'] }, 'no no-such-command'],
      [{ probe: ['node', '-e', '0'] }, null],
      [{ probe: ['node', '-e', '!'] }, 'node -e ! fails'],
      [{ atLeast: { node: '20' } }, null],
      [
        { atLeast: { node: '999.1' } },
        /^node 999\.1 or later is needed, and \d+[\d.]+ is installed$/,
      ],
    ];
    for (const [more, lack] of rows) {
      const found = lackOf({ ...described, ...more });
      if (lack instanceof RegExp) expect(found).to.match(lack);
      else expect(found).to.equal(lack);
    }
  });

  for (const [version, other, expected] of [
    ['1.9.2', '1.10', true],
    ['1.10', '1.9.2', false],
    ['1.25.0', '1.25', false],
    ['17.0.15', '17', false],
    ['0.66', '1.85', true],
  ] as const) {
    it(`version ${version} is ${expected ? '' : 'not '}older than ${other}`, () => {
      expect(isOlder(version, other)).to.equal(expected);
    });
  }
});
