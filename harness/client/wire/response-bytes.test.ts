import { expect } from 'chai';
import { responseBytes } from './response-bytes.ts';

describe('responseBytes', () => {
  it('sends the lines of the rule and nothing but the length', () => {
    const headers = [
      ['X-A', '1'],
      ['x-a', ''],
      ['X-A', 'caf\u00e9'],
    ] as const;
    expect(responseBytes({ status: 200, headers, body: 'ok' }, 'GET')).to.deep.equal({
      bytes: 'HTTP/1.1 200 \r\nX-A: 1\r\nx-a: \r\nX-A: caf\u00e9\r\nContent-Length: 2\r\n\r\nok',
      closes: false,
    });
  });

  it('sends no body where HTTP has none', () => {
    const answer = (status: number, method: string) =>
      responseBytes({ status, headers: [], body: 'ok' }, method)?.bytes;
    expect(answer(200, 'HEAD')).to.equal('HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n');
    expect(answer(204, 'GET')).to.equal('HTTP/1.1 204 \r\n\r\n');
    expect(answer(304, 'GET')).to.equal('HTTP/1.1 304 \r\n\r\n');
  });

  it('ends the connection where the rule has a length that may be wrong', () => {
    const closes = (value: string) =>
      responseBytes({ status: 200, headers: [['content-length', value]], body: 'ok' }, 'GET')
        ?.closes;
    expect([closes('2'), closes('9')]).to.deep.equal([false, true]);
  });

  it('sends exact bytes, or none', () => {
    expect(responseBytes({ raw: 'x\0\r' }, 'GET')).to.deep.equal({
      bytes: 'x\0\r',
      closes: true,
    });
    expect(responseBytes({ drop: true }, 'GET')).to.equal(null);
  });
});
