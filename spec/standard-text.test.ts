import { expect } from 'chai';
import {
  anchorOf,
  descendants,
  digestOf,
  type Element,
  normalise,
  parseStandard,
} from './standard-text.ts';

const dfn = (source: string) =>
  [...descendants(parseStandard(source))].find(({ tagName }) => tagName === 'dfn') as Element;

describe('the text of a standard', () => {
  // The anchors that Bikeshed generates for terms of these kinds.
  const anchors: [source: string, anchor: string][] = [
    ['<dfn id=x-y>z</dfn>', 'x-y'],
    ['<dfn>CORS-safelisted\n method</dfn>', 'cors-safelisted-method'],
    ['<dfn for=/>cache <code>entry</code></dfn>', 'cache-entry'],
    ['<dfn for=Headers>validate</dfn>', 'headers-validate'],
    [
      '<dfn for="header value" lt="get, decode, and split|getting">get</dfn>',
      'header-value-get-decode-and-split',
    ],
    ['<dfn for="a, b">c</dfn>', 'a-c'],
    ['<dfn lt="Headers(init)">new</dfn>', 'headers-init'],
    ['<dfn lt="run()">run</dfn>', 'run'],
    ['<dfn>h16</dfn>', 'h16'],
    ['<dfn>`<code>Accept</code>` value?</dfn>', 'accept-value'],
  ];
  for (const [source, anchor] of anchors) {
    it(`${source} has the anchor ${anchor}`, () => expect(anchorOf(dfn(source))).to.equal(anchor));
  }

  it('is normalised: whitespace is collapsed, and citations are removed', () => {
    expect(normalise('\n a\t b [[!RFC9110]] c [[HTTP]].')).to.equal('a b c .');
    expect(normalise('[[not this]] [=nor this=] |or| {{that}}')).to.equal(
      '[[not this]] [=nor this=] |or| {{that}}',
    );
  });

  it('is digested by SHA-256', () => {
    // The well-known digest of "abc".
    expect(digestOf(' abc\n')).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
