/** A TLS connection to a target, which chooses one of the protocols that are offered. */
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

export interface TLSOptions {
  readonly insecure: boolean | undefined;
  /** The only certificate authority, in PEM; those of Node.js if left out. */
  readonly authority?: string | undefined;
  /** By their ALPN names, the preferred one first. */
  readonly protocols: readonly string[];
}

export function tlsConnection(
  { hostname, port }: URL,
  { insecure = false, authority, protocols }: TLSOptions,
): TLSSocket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return connect({
    host,
    port: Number(port || 443),
    // An address is not a name.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: [...protocols],
    rejectUnauthorized: !insecure,
    ...(authority === undefined ? {} : { ca: authority }),
  });
}
