import { expect } from 'chai';
import { RequestReader } from './request-reader.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('RequestReader', () => {
  it('keeps lines as they were sent, without the white space around values', () => {
    const [request] = new RequestReader().read(
      bytes(
        'PUT /x?y HTTP/1.1\r\nX-A:\t caf\u00e9 \r\nx-a: 2\r\nContent-Length: 3\r\n\r\na\u00ffb',
      ),
    );
    expect(request).to.deep.equal({
      method: 'PUT',
      target: '/x?y',
      headers: [
        ['X-A', 'caf\u00e9'],
        ['x-a', '2'],
        ['Content-Length', '3'],
      ],
      body: 'a\u00ffb',
    });
  });

  it('waits for the rest, whereever a request is cut', () => {
    const text =
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n';
    for (let cut = 1; cut < text.length; cut += 1) {
      const reader = new RequestReader();
      expect(reader.read(bytes(text.slice(0, cut)))).to.deep.equal([]);
      expect(reader.read(bytes(text.slice(cut))).map(({ body }) => body)).to.deep.equal([
        'ab0123456789',
      ]);
    }
  });

  it('takes several requests at once', () => {
    const requests = new RequestReader().read(
      bytes(
        'GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /3 HTTP/1.1\r\n\r\n',
      ),
    );
    expect(requests.map(({ target, body }) => [target, body])).to.deep.equal([
      ['/1', ''],
      ['/2', 'x'],
      ['/3', ''],
    ]);
  });

  it('refuses what is not HTTP', () => {
    expect(() => new RequestReader().read(bytes('\x16\x03\x01\r\n\r\n'))).to.throw(SyntaxError);
    expect(() => new RequestReader().read(bytes('GET / HTTP/1.1\r\nx\r\n\r\n'))).to.throw(
      SyntaxError,
    );
  });
});
