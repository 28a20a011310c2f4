import { once } from 'node:events';
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import { expect } from 'chai';
import type { Header, NetworkRequest, NetworkResponse } from '../../reference/index.ts';
import { type Certificates, makeCertificates } from '../client/wire/certificates.ts';
import { HTTP2Connection } from './http2-connection.ts';

type Answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, count: number) => void;

const ok: Answer = (stream) => {
  stream.respond({ ':status': 200 });
  stream.end('ok');
};

describe('HTTP2Connection', () => {
  let certificates: Certificates;
  let server: Http2SecureServer;
  let connection: HTTP2Connection;
  let sessions: ServerHttp2Session[];
  let answer: Answer;
  let count: number;

  before(async () => {
    certificates = await makeCertificates('localhost');
  });
  beforeEach(async () => {
    const { key, certificate: cert } = certificates;
    [sessions, answer, count] = [[], ok, 0];
    server = createSecureServer({ key, cert });
    server.on('session', (session) => {
      sessions.push(session);
      session.on('error', () => {});
    });
    server.on('stream', (stream, headers) => {
      count += 1;
      stream.on('error', () => {});
      answer(stream, headers, count);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    connection = connect(server.address() as AddressInfo);
  });
  afterEach(async () => {
    await connection.close();
    for (const session of sessions) session.destroy();
    server.close();
  });

  function connect({ port }: AddressInfo, timeout = 2000): HTTP2Connection {
    const origin = `https://localhost:${port}`;
    const authority = certificates.authority;
    return new HTTP2Connection({ origin, timeout, authority, keptBody: 4 });
  }

  function send(more: Partial<NetworkRequest> = {}, mayRetry = false, added: Header[] = []) {
    const { port } = server.address() as AddressInfo;
    const request: NetworkRequest = {
      method: 'GET',
      url: new URL(`https://localhost:${port}/y?z`),
      headers: [['X-A', '1']],
      body: null,
      includeCredentials: false,
      forceNewConnection: false,
      ...more,
    };
    return connection.send(request, added, mayRetry);
  }

  /** What went wrong; its kind, if it is a refusal of ours. */
  const troubleOf = (response: Promise<NetworkResponse>) =>
    response.then(
      ({ status }) => `answered ${status}`,
      (error) => error.kind ?? error.message,
    );

  it('sends the lines of a request, and takes those of the response', async () => {
    let received: IncomingHttpHeaders = {};
    answer = (stream, headers) => {
      received = headers;
      stream.respond({ ':status': 201, 'x-b': ['1', '2'], vary: 'caf\u00e9' }, {
        sendDate: false,
      } as object);
      stream.end('123456');
    };
    const response = await send({}, false, [['Authorization', 'x']]);
    expect(received).to.include({
      ':method': 'GET',
      ':scheme': 'https',
      ':path': '/y?z',
      'x-a': '1',
      authorization: 'x',
    });
    expect(response).to.deep.include({ status: 201, bodyLength: 6, body: Buffer.from('1234') });
    expect(response.headers).to.deep.equal([
      ['x-b', '1'],
      ['x-b', '2'],
      ['vary', 'caf\u00e9'],
    ]);
  });

  it('sends a body with its length, and two lines that Node sends only once as one', async () => {
    let received: IncomingHttpHeaders = {};
    let body = '';
    answer = async (stream, headers) => {
      received = headers;
      for await (const chunk of stream) body += chunk;
      ok(stream, headers, 1);
    };
    const headers: Header[] = [
      ['Content-Type', 'a/b'],
      ['content-type', 'c/d'],
    ];
    await send({ method: 'POST', headers, body: new TextEncoder().encode('body') });
    expect(received).to.include({ 'content-length': '4', 'content-type': 'a/b, c/d' });
    expect(body).to.equal('body');
  });

  it('keeps the session, unless a new one is asked for', async () => {
    await send();
    await send();
    expect(sessions.length).to.equal(1);
    await send({ forceNewConnection: true });
    expect(sessions.length).to.equal(2);
  });

  it('opens a new session after the server has closed an idle one', async () => {
    await send();
    sessions[0]?.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await troubleOf(send())).to.equal('answered 200');
  });

  for (const [what, mayRetry, spoil, expected] of [
    [
      'a refused request',
      false,
      (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM),
      'answered 200',
    ],
    [
      'a session that ends without a response, if it may',
      true,
      ({ session }: ServerHttp2Stream) => session?.destroy(),
      'answered 200',
    ],
    [
      'a session that ends without a response, not if it may not',
      false,
      ({ session }: ServerHttp2Stream) => session?.destroy(),
      'the target closed the connection without a response',
    ],
    [
      'a request that is reset, never',
      true,
      (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
      'Stream closed with error code NGHTTP2_INTERNAL_ERROR',
    ],
  ] as const) {
    it(`repeats ${what}`, async () => {
      answer = (stream, headers, time) => (time === 2 ? spoil(stream) : ok(stream, headers, time));
      await send();
      expect(await troubleOf(send({}, mayRetry))).to.equal(expected);
      expect(count).to.equal(expected === 'answered 200' ? 3 : 2);
    });
  }

  it('repeats nothing on a new session', async () => {
    answer = (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM);
    expect(await troubleOf(send({}, true))).to.equal('the target refused the request');
    expect(count).to.equal(1);
  });

  for (const [what, misbehave, expected] of [
    ['no response', () => {}, 'timeout'],
    ['a body without end', (stream) => endless(stream), 'too-large'],
    [
      'a body that is cut short',
      (stream) => {
        stream.respond({ ':status': 200, 'content-length': 10 });
        stream.write('x', () => stream.session?.destroy());
      },
      'the connection was closed before the response was complete',
    ],
    [
      'a body that is reset',
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.write('x', () => stream.destroy(new Error('spoiled')));
      },
      'Stream closed with error code NGHTTP2_INTERNAL_ERROR',
    ],
    [
      'interim responses without end',
      (stream) => {
        const timer = setInterval(() => {
          if (stream.destroyed) clearInterval(timer);
          else stream.additionalHeaders({ ':status': 103 });
        }, 5);
      },
      'timeout',
    ],
    [
      'a wrong length',
      (stream) => {
        stream.respond({ ':status': 200, 'content-length': 10 });
        stream.end('x');
      },
      'Stream closed with error code NGHTTP2_PROTOCOL_ERROR',
    ],
  ] as [string, Answer, string][]) {
    it(`takes ${what} for trouble, and goes on`, async () => {
      await connection.close();
      connection = connect(server.address() as AddressInfo, 500);
      answer = (stream, headers, time) =>
        time === 1 ? misbehave(stream, headers, time) : ok(stream, headers, time);
      expect(await troubleOf(send())).to.equal(expected);
      expect(await troubleOf(send())).to.equal('answered 200');
    });
  }

  for (const [what, misbehave] of [
    ['says nothing', () => {}],
    ['speaks HTTP/1.1', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
    ['floods', (socket) => setInterval(() => socket.write(Buffer.alloc(9)), 1).unref()],
    ['hangs up', (socket) => socket.destroy()],
  ] satisfies [string, (socket: Socket) => void][]) {
    it(`does not hang with a server that ${what}`, async () => {
      const { key, certificate: cert } = certificates;
      const sockets: Socket[] = [];
      const odd = createServer({ key, cert, ALPNProtocols: ['h2'] }, (socket) => {
        sockets.push(socket);
        socket.on('error', () => {});
        misbehave(socket);
      });
      await once(odd.listen(0, '127.0.0.1'), 'listening');
      await connection.close();
      connection = connect(odd.address() as AddressInfo, 500);
      expect(await troubleOf(send())).not.to.match(/answered/);
      for (const socket of sockets) socket.destroy();
      odd.close();
    });
  }

  it('does not take a certificate that it has no reason to trust', async () => {
    const { port } = server.address() as AddressInfo;
    const origin = `https://localhost:${port}`;
    await connection.close();
    connection = new HTTP2Connection({ origin, timeout: 2000, keptBody: 4 });
    expect(await troubleOf(send())).to.match(/certificate/);
    await connection.close();
    connection = new HTTP2Connection({ origin, timeout: 2000, keptBody: 4, insecure: true });
    expect(await troubleOf(send())).to.equal('answered 200');
  });
});

/** Sends as fast as it is taken. */
function endless(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200 });
  const write = () => {
    while (!stream.destroyed && stream.write(Buffer.alloc(16_384)));
  };
  stream.on('drain', write);
  write();
}
