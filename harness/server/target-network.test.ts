/** Targets are hostile until proven otherwise. */
import { createServer, type Socket } from 'node:net';
import { expect } from 'chai';
import type { NetworkRequest } from '../../reference/index.ts';
import { isDoubtful } from './connection.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { TargetNetwork, type TargetNetworkOptions } from './target-network.ts';

type Answer = (socket: Socket, count: number) => void;

describe('the network', () => {
  const open: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  /** A server that answers the n-th request as `answer` says, and a network for it. */
  async function target(answer: Answer, options: Partial<TargetNetworkOptions> = {}) {
    const sockets = new Set<Socket>();
    const received: string[] = [];
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        received.push(data.toString('latin1'));
        answer(socket, received.length);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const origin = `http://127.0.0.1:${port}`;
    const network = new TargetNetwork({
      origin,
      allowUnsafeMethods: false,
      timeout: 300,
      concurrency: 2,
      backOff: 5,
      ...options,
    });
    open.push(
      () => network.close(),
      () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    );
    const request = (part: Partial<NetworkRequest> = {}): NetworkRequest => ({
      method: 'GET',
      url: new URL('/', origin),
      headers: [],
      body: null,
      includeCredentials: false,
      forceNewConnection: false,
      ...part,
    });
    return { network, request, received };
  }

  const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n';

  async function refusalOf(promise: Promise<unknown>): Promise<string> {
    const error = await promise.then(
      () => new Error('it was taken'),
      (reason) => reason,
    );
    return error instanceof NetworkRefusal ? error.kind : `${error.name}: ${error.message}`;
  }

  it('hands out header lines as they came, byte by byte', async () => {
    const { network, request } = await target((socket) =>
      socket.write(`${ok}X-A: 1\r\nx-a:\t2 \r\nX-B: \xe9\r\n\r\nok`, 'latin1'),
    );
    const { status, headers, body } = await network.send(request());
    expect(status).to.equal(200);
    expect(headers.slice(1)).to.deep.equal([
      ['X-A', '1'],
      ['x-a', '2'],
      ['X-B', '\xe9'],
    ]);
    expect(Buffer.from(body ?? []).toString()).to.equal('ok');
  });

  it('sends header lines as they are, twice too, and its own except on preflights', async () => {
    const { network, request, received } = await target((socket) => socket.write(`${ok}\r\nok`), {
      headers: [['X-Key', 'k']],
    });
    await network.send(
      request({
        headers: [
          ['X-A', '1'],
          ['X-A', '2'],
          ['Origin', ''],
        ],
      }),
    );
    const headers: [string, string][] = [
      ['Origin', 'https://app.example'],
      ['Access-Control-Request-Method', 'PUT'],
    ];
    await network.send(request({ method: 'OPTIONS', headers }));
    expect(received[0]).to.include('\r\nX-A: 1\r\nX-A: 2\r\nOrigin: \r\nX-Key: k\r\n');
    expect(received[1]).not.to.include('X-Key');
  });

  it('sends its own headers in place of others with the same names', async () => {
    const { network, request, received } = await target((socket) => socket.write(`${ok}\r\nok`), {
      headers: [['Authorization', 'Bearer t']],
      userAgent: 'me',
    });
    const headers: [string, string][] = [
      ['authorization', '1'],
      ['User-Agent', 'Mozilla/5.0'],
      ['X-A', '1'],
    ];
    await network.send(request({ headers }));
    expect(received[0])
      .to.match(/\r\nX-A: 1\r\nAuthorization: Bearer t\r\nUser-Agent: me\r\n/)
      .and.not.to.match(/authorization: 1|Mozilla/);
  });

  it('contacts no other origin', async () => {
    const { network, request, received } = await target((socket) => socket.write(`${ok}\r\nok`));
    const url = new URL('http://127.0.0.1:9/');
    expect(await refusalOf(network.send(request({ url })))).to.equal('left-target');
    expect(received).to.deep.equal([]);
  });

  it('sends no URL without end', async () => {
    const { network, request, received } = await target((socket) => socket.write(`${ok}\r\nok`));
    const { url } = request();
    expect(
      (await network.send(request({ url: new URL('/a'.repeat(30_000), url) }))).status,
    ).to.equal(200);
    const longer = new URL('/a'.repeat(33_000), url);
    expect(await refusalOf(network.send(request({ url: longer })))).to.equal('too-large');
    expect(received.join('')).not.to.include(longer.pathname);
  });

  it('sends nothing that could change something, unless that is allowed', async () => {
    const { network, request, received } = await target((socket) => socket.write(`${ok}\r\nok`));
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'get', 'CHICKEN']) {
      expect(await refusalOf(network.send(request({ method })))).to.equal('not-sent');
    }
    expect(received).to.deep.equal([]);
    const allowed = await target((socket) => socket.write(`${ok}\r\nok`), {
      allowUnsafeMethods: true,
    });
    expect((await allowed.network.send(allowed.request({ method: 'PUT' }))).status).to.equal(200);
  });

  it('gives up on a server that never answers', async () => {
    const { network, request } = await target(() => {});
    expect(await refusalOf(network.send(request()))).to.equal('timeout');
  });

  it('gives up on a body that drips', async () => {
    const { network, request } = await target((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await refusalOf(network.send(request()))).to.equal('timeout');
  });

  it('gives up on headers that drip', async () => {
    const { network, request } = await target((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('X-A: 1\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await refusalOf(network.send(request()))).to.equal('timeout');
  });

  it('does not read a body without end', async () => {
    const chunk = 'x'.repeat(65_536);
    const { network, request } = await target(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const flood = () => {
          if (!socket.destroyed) socket.write(`10000\r\n${chunk}\r\n`, () => setImmediate(flood));
        };
        flood();
      },
      { timeout: 5000 },
    );
    expect(await refusalOf(network.send(request()))).to.equal('too-large');
  });

  it('bears garbage, resets and headers without end', async () => {
    const answers: Answer[] = [
      (socket) => socket.end('\x00\xff garbage\r\n\r\n'),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end(),
      (socket) =>
        socket.write(`HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(1000)}\r\n`.repeat(100)}\r\n`),
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok'),
    ];
    for (const answer of answers) {
      const { network, request } = await target(answer);
      expect(await refusalOf(network.send(request()))).not.to.include('it was taken');
    }
  });

  it('takes no bytes that came before the request', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.write(`${ok}\r\nok`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const origin = `http://127.0.0.1:${port}`;
    const network = new TargetNetwork({
      origin,
      allowUnsafeMethods: false,
      timeout: 300,
      concurrency: 1,
    });
    open.push(
      () => network.close(),
      () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    );
    const request = {
      method: 'GET',
      url: new URL(origin),
      headers: [],
      body: null,
      includeCredentials: false,
      forceNewConnection: false,
    };
    expect(await refusalOf(network.send(request))).to.equal('unasked');
  });

  describe('doubts responses where more came than was asked for', () => {
    const bare = `${ok}\r\nok`;
    const answers: readonly [what: string, answer: Answer, isDoubtful: boolean][] = [
      ['one response', (socket) => socket.write(bare), false],
      ['two at once', (socket) => socket.write(bare + bare), true],
      [
        'a second one a little later',
        (socket) => {
          socket.write(bare);
          setTimeout(() => socket.write(bare), 5);
        },
        true,
      ],
      ['bytes of no protocol after it', (socket) => socket.write(`${bare}garbage`), true],
    ];
    for (const [what, answer, doubtful] of answers) {
      it(what, async () => {
        const { network, request } = await target(answer, { concurrency: 1 });
        const exchanges = [];
        for (let count = 0; count < 3; count += 1) {
          const response = await network.send(request());
          exchanges.push({ request: request(), response, cause: null });
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(exchanges.map(isDoubtful)).to.deep.equal([doubtful, doubtful, doubtful]);
      });
    }

    it('not where a server says with 408 that it closes an idle connection', async () => {
      const { network, request } = await target(
        (socket) => {
          socket.write(bare);
          setTimeout(() => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'), 1100);
        },
        { concurrency: 1, timeout: 2000 },
      );
      const response = await network.send(request());
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(isDoubtful({ request: request(), response, cause: null })).to.equal(false);
    });
  });

  describe('a kept connection that the server closes', () => {
    /** Answers every request that comes first on its connection, and closes it at the second. */
    const closing = (): Answer => {
      const used = new WeakSet<Socket>();
      return (socket) => {
        if (used.has(socket)) socket.destroy();
        else socket.write(`${ok}\r\nok`);
        used.add(socket);
      };
    };

    it('is replaced once, where the request may be sent twice', async () => {
      const { network, request, received } = await target(closing(), { concurrency: 1 });
      for (const _ of [1, 2]) expect((await network.send(request())).status).to.equal(200);
      expect(received).to.have.length(3);
    });

    it('is an error where it may not', async () => {
      const options = { concurrency: 1, allowUnsafeMethods: true };
      const { network, request } = await target(closing(), options);
      await network.send(request());
      expect(await refusalOf(network.send(request({ method: 'POST' })))).to.include('other side');
    });

    it('is replaced for every method if the target is set up for the suite', async () => {
      const options = { concurrency: 1, allowUnsafeMethods: true, mayRepeat: true };
      const { network, request } = await target(closing(), options);
      await network.send(request());
      expect((await network.send(request({ method: 'POST' }))).status).to.equal(200);
    });

    it('is an error after the first byte of a response', async () => {
      const answer: Answer = (socket, count) =>
        count === 1 ? socket.write(`${ok}\r\nok`) : socket.end('HTTP/1.1 200 OK\r\nX-');
      const { network, request, received } = await target(answer, { concurrency: 1 });
      await network.send(request());
      expect(await refusalOf(network.send(request()))).not.to.include('it was taken');
      expect(received).to.have.length(2);
    });
  });

  it('keeps the beginning of a body, and its length', async () => {
    const { network, request } = await target(
      (socket) =>
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`),
      { keptBody: 10 },
    );
    const response = await network.send(request());
    expect(Buffer.from(response.body ?? []).toString()).to.equal('xxxxxxxxxx');
    expect(response).to.have.property('bodyLength', 100_000);
  });

  it('comes back later where the target says that it is overloaded', async () => {
    const { network, request, received } = await target((socket, count) =>
      socket.write(
        count < 3 ? 'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n' : `${ok}\r\nok`,
      ),
    );
    expect((await network.send(request())).status).to.equal(200);
    expect(received).to.have.length(3);
  });

  it('takes no verdict from a target that stays overloaded', async () => {
    const { network, request, received } = await target((socket) =>
      socket.write('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(await refusalOf(network.send(request()))).to.equal('overloaded');
    expect(received).to.have.length(4);
  });

  it('keeps to a rate', async () => {
    const times: number[] = [];
    const { network, request } = await target(
      (socket) => {
        times.push(Date.now());
        socket.write(`${ok}\r\nok`);
      },
      { rate: 50, timeout: 2000 },
    );
    const start = Date.now();
    await Promise.all([1, 2, 3, 4].map(() => network.send(request())));
    expect((times[3] as number) - start).to.be.at.least(50);
  });
});
