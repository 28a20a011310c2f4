/** The case server over TLS: what arrives in HTTP/2 is written down like HTTP/1.1. */
import { once } from 'node:events';
import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { connect as connectTLS, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { type ExchangeCase, exchanges } from '../../../conformance/exchanges.ts';
import { CaseServer } from './case-server.ts';
import { requestOf } from './http2-connection.ts';
import { prefixOf } from './placement.ts';

const [anyCase] = exchanges as [ExchangeCase];

describe('requestOf', () => {
  it('makes the request line and Host of the pseudo-headers', () => {
    const lines = [
      ':method',
      'PUT',
      ':scheme',
      'https',
      ':authority',
      'b:1',
      ':path',
      '/y?z',
      'x-a',
      '1',
    ];
    expect(requestOf([...lines, 'x-a', '2'], 'body')).to.deep.equal({
      method: 'PUT',
      target: '/y?z',
      headers: [
        ['host', 'b:1'],
        ['x-a', '1'],
        ['x-a', '2'],
      ],
      body: 'body',
    });
  });

  it('joins the parts of a cookie', () => {
    const lines = [':method', 'GET', ':path', '/', 'cookie', 'a=1', 'x', '', 'cookie', 'b=2'];
    expect(requestOf(lines, '').headers).to.deep.equal([
      ['x', ''],
      ['cookie', 'a=1; b=2'],
    ]);
  });
});

describe('CaseServer over HTTP/2', () => {
  let server: CaseServer;
  let session: ClientHttp2Session;
  before(async () => {
    server = await CaseServer.start(undefined, 'http2');
    session = connect(server.originsAt('localhost').B, { ca: server.certificates?.authority });
  });
  after(async () => {
    session.close();
    await server.close();
  });

  function run(rules: ExchangeCase['given']['server']) {
    const given = { ...anyCase.given, server: rules };
    const running = server.add({ ...anyCase, given }, server.originsAt('localhost'));
    return { running, path: `${prefixOf('B', running.placement)}/` };
  }

  async function send(path: string, body = '', method = 'GET') {
    const stream = session.request(
      { ':path': path, ':method': method },
      { endStream: body === '' },
    );
    let lines: string[] = [];
    let received = '';
    stream.on('response', (_headers, _flags, raw?: string[]) => {
      lines = raw ?? [];
    });
    stream.on('error', () => {});
    stream.setEncoding('latin1').on('data', (chunk) => {
      received += chunk;
    });
    if (body !== '') stream.end(body);
    await new Promise((resolve) => stream.once('close', resolve));
    return { lines, received, code: stream.rstCode };
  }

  it('has three https: origins, and D', () => {
    const { A, B, C, D } = server.originsAt('localhost');
    expect([A, B, C, D].map((origin) => new URL(origin).protocol)).to.deep.equal([
      'https:',
      'https:',
      'https:',
      'http:',
    ]);
    expect(new URL(D).hostname).to.equal(new URL(B).hostname);
  });

  it('sends the lines of a rule, in lower case, and nothing but the length', async () => {
    const headers = [
      ['X-A', '1'],
      ['x-a', 'caf\u00e9'],
    ] as const;
    const { running, path } = run([
      { on: { origin: 'B' }, status: 200, headers, body: 'ok\u00ff' },
    ]);
    const { lines, received } = await send(path, 'sent');
    const expected = [':status', '200', 'x-a', '1', 'x-a', 'caf\u00e9', 'content-length', '3'];
    expect(lines).to.deep.equal(expected);
    expect(received).to.equal('ok\u00ff');
    expect(
      running.requests.map(({ method, body, answer }) => [method, body, answer]),
    ).to.deep.equal([['GET', 'sent', 'answered']]);
  });

  for (const [status, method] of [
    [200, 'HEAD'],
    [204, 'GET'],
    [205, 'GET'],
    [304, 'GET'],
  ] as const) {
    it(`sends no body with ${status} to ${method}`, async () => {
      const { path } = run([{ on: { origin: 'B' }, status, headers: [], body: '' }]);
      const { lines, received, code } = await send(path, '', method);
      expect([lines[1], received, code]).to.deep.equal([String(status), '', 0]);
    });
  }

  it('resets a request that is dropped, and takes the next one', async () => {
    const { running, path } = run([
      { on: { origin: 'B', time: 1 }, drop: true },
      { on: { origin: 'B', time: 2 }, status: 204, headers: [], body: '' },
    ]);
    expect((await send(path)).code).to.equal(constants.NGHTTP2_INTERNAL_ERROR);
    expect((await send(path)).code).to.equal(constants.NGHTTP2_NO_ERROR);
    expect(running.requests.map(({ answer }) => answer)).to.deep.equal(['dropped', 'answered']);
  });

  it('refuses a body that is too long', async () => {
    const { running, path } = run([{ on: { origin: 'B' }, status: 204, headers: [], body: '' }]);
    expect((await send(path, 'x'.repeat(300 * 1024), 'POST')).lines).to.deep.equal([]);
    expect(running.requests).to.deep.equal([]);
  });

  it('ends a session that holds many bodies without an end', async () => {
    const { path } = run([{ on: { origin: 'B' }, status: 204, headers: [], body: '' }]);
    const other = connect(server.originsAt('localhost').B, { ca: server.certificates?.authority });
    other.on('error', () => {});
    for (let count = 0; count < 8; count += 1) {
      const stream = other.request({ ':path': path, ':method': 'POST' });
      stream.on('error', () => {});
      stream.write('x'.repeat(200 * 1024));
    }
    await new Promise((resolve) => other.once('close', resolve));
    expect((await send(path)).lines[1]).to.equal('204');
  });

  it('does not speak HTTP/1.1 with TLS', async () => {
    const { port } = new URL(server.originsAt('localhost').A);
    const ca = server.certificates?.authority;
    const socket: TLSSocket = connectTLS({ port: Number(port), ca, ALPNProtocols: ['http/1.1'] });
    const [error] = await once(socket, 'error');
    expect(error.code).to.equal('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
  });

  it('is trusted by nobody else', async () => {
    const other = connect(server.originsAt('localhost').B);
    const [error] = await once(other, 'error');
    expect(error.code).to.match(/UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/);
  });
});
