/** Whether a target speaks HTTP/2 with browsers: they learn it while they set up TLS. */
import { tlsConnection } from './tls-connection.ts';

/**
 * False if the target cannot be reached, too: what is sent next says why.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-3.3
 */
export function offersHTTP2(
  url: URL,
  { timeout, insecure }: { readonly timeout: number; readonly insecure?: boolean | undefined },
): Promise<boolean> {
  if (url.protocol !== 'https:') return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = tlsConnection(url, { insecure, protocols: ['h2', 'http/1.1'] });
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
