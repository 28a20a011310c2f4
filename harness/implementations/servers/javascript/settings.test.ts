import { expect } from 'chai';
import { policies } from '../../../../conformance/servers/index.ts';
import { settingsOf } from './settings.ts';

function settingsFor(id: string) {
  const policy = policies.find((candidate) => candidate.id === id);
  if (policy === undefined) throw new RangeError(id);
  return settingsOf(policy);
}

describe('settings of a policy, for CORS libraries', () => {
  it('has origins as text, and patterns as anchored regular expressions', () => {
    expect(settingsFor('one-origin').origins).to.deep.equal(['https://app.example']);
    expect(settingsFor('any-origin').origins).to.deep.equal(['*']);
    const { allows } = settingsFor('subdomains');
    expect(allows('https://a.example.org')).to.equal(true);
    expect(allows('https://b.a.example.org')).to.equal(true);
    for (const other of [
      'https://example.org',
      'http://a.example.org',
      'https://a.example.org.attacker.test',
      'https://a.example.org:8443',
      'https://axexample.org',
      'https://attacker.test/.example.org',
    ]) {
      expect(allows(other), other).to.equal(false);
    }
  });

  it('has any port, the default one too', () => {
    const { allows } = settingsFor('any-port');
    expect(allows('http://localhost')).to.equal(true);
    expect(allows('http://localhost:3000')).to.equal(true);
    expect(allows('http://localhost:3000.attacker.test')).to.equal(false);
    expect(allows('http://localhost.attacker.test:3000')).to.equal(false);
  });

  it('echoes only where a wildcard would grant nothing', () => {
    expect(settingsFor('open-wildcards')).to.include({ echoesMethods: false });
    expect(settingsFor('credentialed-wildcards')).to.include({
      echoesMethods: true,
      echoesHeaders: true,
    });
    expect(settingsFor('credentialed-allow-list')).to.include({
      echoesMethods: false,
      echoesHeaders: false,
    });
  });
});
