/** Where `client serve` listens: in a process of its own, since it serves until it is interrupted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const cli = fileURLToPath(new URL('../../cli.ts', import.meta.url));

describe('client serve', function () {
  this.timeout(20_000);
  let child: ChildProcess;
  afterEach(async () => {
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).to.equal(130);
  });

  /** @returns what it prints, up to its last line */
  async function started(...args: string[]): Promise<string> {
    child = spawn(process.execPath, ['--import', 'tsx', cli, 'client', 'serve', ...args]);
    let out = '';
    for await (const data of child.stdout ?? []) {
      out += data;
      if (out.includes('Press Ctrl-C')) break;
    }
    return out;
  }

  const portIn = (out: string) => /localhost:(\d+)/.exec(out)?.[1];
  const isReached = (url: string) =>
    fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
  const address = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  it('listens on this machine only', async () => {
    const out = await started();
    expect(out).to.contain('Only this machine can reach them');
    expect(await isReached(`http://127.0.0.1:${portIn(out)}/`)).to.equal(true);
    // A second address of the loopback interface stands for those of other interfaces.
    for (const other of ['127.0.0.2', ...(address === undefined ? [] : [address])]) {
      expect(await isReached(`http://${other}:${portIn(out)}/`)).to.equal(false);
    }
  });

  it('says where its certificate authority is, if it uses TLS', async () => {
    const out = await started('--protocol', 'http2');
    const authority = /http:.*\/~authority\.pem/.exec(out)?.[0] ?? '';
    const pem = await fetch(authority).then((response) => response.text());
    expect(new X509Certificate(pem).ca).to.equal(true);
    const url = new URL(/https:.*/.exec(out)?.[0] ?? '');
    const socket = connect({
      port: Number(url.port),
      host: '127.0.0.1',
      ca: pem,
      ALPNProtocols: ['h2'],
    });
    await once(socket, 'secureConnect');
    expect([socket.authorized, socket.alpnProtocol]).to.deep.equal([true, 'h2']);
    socket.destroy();
  });

  it('listens on all addresses with --host 0.0.0.0', async () => {
    const out = await started('--host', '0.0.0.0');
    expect(out).not.to.contain('Only this machine');
    for (const one of ['127.0.0.1', ...(address === undefined ? [] : [address])]) {
      expect(await isReached(`http://${one}:${portIn(out)}/`)).to.equal(true);
    }
  });

  it('listens on the address that is named', async () => {
    const out = await started('--host', '127.0.0.2');
    const url = /http:\/\/127\.0\.0\.2:\d+\//.exec(out)?.[0] ?? '';
    expect(await isReached(url)).to.equal(true);
  });
});
