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

  const head = 'POST / HTTP/1.1\r\n';
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
  for (const [what, text] of [
    ['what is not HTTP', '\x16\x03\x01\r\n\r\n'],
    ['a line that is not a header', 'GET / HTTP/1.1\r\nx\r\n\r\n'],
    ['a length that is not a number', `${head}Content-Length: x\r\n\r\n`],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n`],
    ['a long request line', `GET /${'x'.repeat(70_000)}`],
    ['many header lines', `${head}${'X-A: 1\r\n'.repeat(10_000)}`],
    ['a long body', `${head}Content-Length: 400000\r\n\r\n${'x'.repeat(350_000)}`],
    ['a long chunk', `${chunked}fffff\r\n${'x'.repeat(350_000)}`],
    ['a long chunk extension', `${chunked}1;${'x'.repeat(350_000)}`],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => new RequestReader().read(bytes(text))).to.throw(SyntaxError);
    });
  }

  it('takes many requests at once, since each one is short', () => {
    const count = 50_000;
    expect(new RequestReader().read(bytes('GET / HTTP/1.1\r\n\r\n'.repeat(count)))).to.have.length(
      count,
    );
  });

  it('is not slow on many spaces', function () {
    this.timeout(1000);
    const value = `a${' '.repeat(60_000)}b`;
    const [request] = new RequestReader().read(bytes(`${head}X-A: ${value}\r\n\r\n`));
    expect(request?.headers[0]?.[1]).to.equal(value);
  });
});
