import { expect } from 'chai';
import { extractBody } from './body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('extractBody', () => {
  for (const { what, object, source, type } of [
    { what: 'a string', object: 'ä', source: bytes('ä'), type: 'text/plain;charset=UTF-8' },
    { what: 'an empty string', object: '', source: bytes(''), type: 'text/plain;charset=UTF-8' },
    { what: 'bytes', object: bytes('ab'), source: bytes('ab'), type: null },
    {
      what: 'search parameters',
      object: new URLSearchParams({ a: 'b c' }),
      source: bytes('a=b+c'),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    },
  ]) {
    it(`uses ${what} as the source`, () => {
      expect(extractBody(object)).to.deep.equal({
        body: { stream: null, source, length: source.length },
        type,
      });
    });
  }

  it('copies bytes', () => {
    const object = bytes('ab');
    const { body } = extractBody(object);
    object[0] = 0;
    expect(body.source).to.deep.equal(bytes('ab'));
  });

  it('has no source, length or type for a stream', () => {
    const stream = new ReadableStream<Uint8Array>();
    expect(extractBody(stream)).to.deep.equal({
      body: { stream, source: null, length: null },
      type: null,
    });
  });
});
