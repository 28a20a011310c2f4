/** Whether a target speaks HTTP/2 with browsers: they learn it while they set up TLS. */
import { isIP } from 'node:net';
import { connect } from 'node:tls';

/**
 * False if the target cannot be reached, too: what is sent next says why.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-3.3
 */
export function offersHTTP2(
  url: URL,
  {
    timeout,
    insecure = false,
  }: { readonly timeout: number; readonly insecure?: boolean | undefined },
): Promise<boolean> {
  if (url.protocol !== 'https:') return Promise.resolve(false);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      // An address is not a name.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: !insecure,
    });
    const end = (isOffered: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isOffered);
    };
    const timer = setTimeout(() => end(false), timeout);
    socket.once('secureConnect', () => end(socket.alpnProtocol === 'h2'));
    // It may come again after the end.
    socket.on('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
