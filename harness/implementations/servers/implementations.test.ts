import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import schema from './implementation.schema.json' with { type: 'json' };
import {
  fileOf,
  isInJavaScript,
  missingCommand,
  needsNothingElse,
  serverNames,
} from './implementations.ts';

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
    expect(missingCommand(['node'])).to.equal(null);
    expect(missingCommand(['node', 'no-such-command'])).to.equal('no-such-command');
  });
});
