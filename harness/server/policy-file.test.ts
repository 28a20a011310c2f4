import { expect } from 'chai';
import { policies } from '../../conformance/servers/index.ts';
import { InputError } from '../output/input-error.ts';
import { parsePolicy, readPolicyFile } from './policy-file.ts';

describe('the policy file', () => {
  const mistakes: [json: unknown, message: string][] = [
    [[], 'policy.json: must be an object, not []'],
    [
      { allowOrigin: [] },
      'policy.json: unknown member "allowOrigin" (known: id, title, allowOrigins, exampleOrigins, allowCredentials, allowMethods, simpleMethods, allowHeaders, exposeHeaders, maxAge, shareErrors)',
    ],
    [
      { allowOrigins: 'https://a.example' },
      'policy.json: allowOrigins: must be an array, not "https://a.example"',
    ],
    [{ allowOrigins: [1] }, 'policy.json: allowOrigins[0]: must be a string, not 1'],
    [
      { allowOrigins: ['https://a.example', 'https://a.example'] },
      'policy.json: allowOrigins: items 0 and 1 are the same: remove one',
    ],
    [
      { allowOrigins: ['*', 'https://app.example/'] },
      'policy.json: allowOrigins[1]: "https://app.example/" is not an origin: remove the trailing slash',
    ],
    [
      { allowOrigins: ['app.example'] },
      'policy.json: allowOrigins[0]: "app.example" is not an origin: write the scheme, such as https://app.example',
    ],
    [
      { allowOrigins: ['https://App.example:443'] },
      'policy.json: allowOrigins[0]: "https://App.example:443" is not an origin: browsers write https://app.example',
    ],
    [
      { allowOrigins: ['https://app.example/path'] },
      'policy.json: allowOrigins[0]: "https://app.example/path" is not an origin: browsers write https://app.example',
    ],
    [
      { allowOrigins: ['https://app.*.example'] },
      'policy.json: allowOrigins[0]: "https://app.*.example" is not an origin: a wildcard may stand as first label (https://*.example.org) or as port (:*)',
    ],
    [
      { allowOrigins: ['https://'] },
      'policy.json: allowOrigins[0]: "https://" is not an origin: write scheme://host or scheme://host:port',
    ],
    [
      { allowMethods: ['put'] },
      'policy.json: allowMethods[0]: "put" is never sent: browsers write PUT',
    ],
    [
      { allowMethods: ['TRACE'] },
      'policy.json: allowMethods[0]: "TRACE" is a method that browsers never send: leave it out',
    ],
    [
      { allowMethods: ['PUT, PATCH'] },
      'policy.json: allowMethods[0]: "PUT, PATCH" is not a method: write one name',
    ],
    [
      { allowHeaders: ['X-A, X-B'] },
      'policy.json: allowHeaders[0]: "X-A, X-B" is not a header name: write one name',
    ],
    [
      { allowHeaders: ['Cookie'] },
      'policy.json: allowHeaders[0]: "Cookie" is a header that pages can never set: leave it out',
    ],
    [
      { exposeHeaders: ['Set-Cookie'] },
      'policy.json: exposeHeaders[0]: "Set-Cookie" is a header that pages can never read: leave it out',
    ],
    [
      { exposeHeaders: [''] },
      'policy.json: exposeHeaders[0]: "" is not a header name: write one name',
    ],
    [{ maxAge: 1.5 }, 'policy.json: maxAge: must be an integer, not 1.5'],
    [{ maxAge: -1 }, 'policy.json: maxAge: must be at least 0, not -1'],
    [
      { id: 'My Policy' },
      'policy.json: id: "My Policy" does not match ^[a-z0-9][a-z0-9.-]*$: The name of the policy in results: lower-case letters, digits, "." and "-".',
    ],
  ];
  for (const [json, message] of mistakes) {
    it(`says of ${JSON.stringify(json)}: ${message}`, () => {
      expect(() => parsePolicy(json, 'policy.json'))
        .to.throw(InputError)
        .with.property('message', message);
    });
  }

  for (const [expression, example] of [
    ['/https:\\/\\/(a+)+\\.example/', `https://${'a'.repeat(40)}.example`],
    ['/https:\\/\\/(?=(a|aa)+$).*/', `https://${'a'.repeat(60)}b`],
  ] as const) {
    it(`refuses ${expression}, which takes years`, () => {
      const json = { allowOrigins: [expression], exampleOrigins: [example] };
      expect(() => parsePolicy(json, 'policy.json'))
        .to.throw(InputError)
        .with.property('message')
        .that.includes('takes too long');
    });
  }

  for (const policy of policies) {
    it(`takes the standard policy ${policy.id}`, () => {
      expect(parsePolicy(policy, 'policy.json')).to.deep.equal(policy);
    });
  }

  it('takes patterns, and needs no id', () => {
    const json = {
      allowOrigins: ['https://*.example.org:*', 'http://[::1]:*', 'null', '*'],
      maxAge: 0,
    };
    expect(parsePolicy(json, 'api.json')).to.deep.equal({ id: 'policy', ...json });
  });

  it('says that a file is a folder', async () => {
    const error = await readPolicyFile('/').catch((reason) => reason);
    expect(error).to.be.instanceOf(InputError);
    expect(error.message).to.equal('/: this is a folder: name a file in it');
  });

  it('says that a file is not there', async () => {
    const error = await readPolicyFile('/nowhere/policy.json').catch((reason) => reason);
    expect(error).to.be.instanceOf(InputError);
    expect(error.message).to.equal('/nowhere/policy.json: there is no such file');
  });

  it('is not a folder', async () => {
    const error = await readPolicyFile('/').catch((reason) => reason);
    expect(error.message).to.equal('/: this is a folder: name a file in it');
  });
});
