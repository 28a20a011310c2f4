import { createServer, type Socket } from 'node:net';
import { expect } from 'chai';
import { Agent } from 'undici';
import { messageOf } from './message-of.ts';

describe('an error of a connection', () => {
  const stops: (() => unknown)[] = [];
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  /** What is said of a request to a server that does this with a connection. */
  async function saidOf(answer: (socket: Socket) => void, scheme = 'http'): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => answer(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => server.close());
    const { port } = server.address() as { port: number };
    return said(`${scheme}://127.0.0.1:${port}`);
  }

  async function said(origin: string): Promise<string> {
    const agent = new Agent();
    stops.push(() => agent.destroy());
    return agent
      .request({ origin, path: '/', method: 'GET' })
      .then(({ body }) => body.text())
      .then(String, messageOf);
  }

  it('says that nothing listens', async () => {
    expect(await said('http://127.0.0.1:9')).to.equal(
      'nothing accepts connections at 127.0.0.1:9: start the server, or correct the URL',
    );
  });

  const answers: readonly [what: string, answer: (socket: Socket) => void, said: RegExp][] = [
    ['a reset', (socket) => socket.resetAndDestroy(), /^the connection was reset$/],
    [
      'an early end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n'),
      /^the connection was closed before the response was complete$/,
    ],
    [
      'a long header',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`),
      /^the header lines of the response are longer than 16 KiB$/,
    ],
    [
      'what is not HTTP',
      (socket) => socket.end('SSH-2.0-x\r\n'),
      /^the response is not valid HTTP\/1\.1 \(.+\): check the port$/,
    ],
  ];
  for (const [what, answer, message] of answers) {
    it(`names ${what}`, async () => expect(await saidOf(answer)).to.match(message));
  }

  it('names a port without TLS', async () => {
    const plain = (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await saidOf(plain, 'https')).to.equal(
      'the port does not speak TLS: write http:// in the URL',
    );
  });

  const codes: readonly [code: string, members: object, message: string][] = [
    [
      'ENOTFOUND',
      { hostname: 'nowhere.invalid' },
      'the host name nowhere.invalid is unknown: correct the URL',
    ],
    [
      'ECONNREFUSED',
      { address: '::1', port: 9 },
      'nothing accepts connections at [::1]:9: start the server, or correct the URL',
    ],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      {},
      'the certificate is self-signed: accept it with --insecure',
    ],
    ['ERR_OTHER', {}, 'raw'],
    ['toString', {}, 'raw'],
  ];
  for (const [code, members, message] of codes) {
    it(`reads the code ${code}`, () => {
      expect(messageOf(Object.assign(new Error('raw'), { code, ...members }))).to.equal(message);
    });
  }
});
