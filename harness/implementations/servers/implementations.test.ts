import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import schema from './implementation.schema.json' with { type: 'json' };
import { fileOf, isInJavaScript, needsNothingElse, serverNames } from './implementations.ts';
import { lackOf } from './installed.ts';

describe('descriptions of real servers', () => {
  const validate = new Ajv().compile(schema);

  for (const name of serverNames.filter((one) => !isInJavaScript(one))) {
    it(`${name} is described as the schema demands`, () => {
      validate(JSON.parse(readFileSync(fileOf(name, 'implementation.json'), 'utf8')));
      expect(validate.errors).to.equal(null);
    });
  }

  it('tell which servers need only what the project itself needs', () => {
    const names = serverNames.filter(needsNothingElse);
    expect(names).to.include.members(['javascript/express', 'python/stdlib']);
    expect(names).not.to.include('go/rs-cors');
  });

  it('are compared with what is installed', () => {
    const described = { link: '', licence: '', start: [], needs: ['node'] };
    expect(lackOf(described)).to.equal(null);
    expect(lackOf({ ...described, needs: ['node', 'no-such-command'] })).to.equal(
      'no no-such-command',
    );
    expect(lackOf({ ...described, probe: ['node', '-e', '0'] })).to.equal(null);
    expect(lackOf({ ...described, probe: ['node', '-e', '!'] })).to.equal('node -e ! fails');
  });
});
