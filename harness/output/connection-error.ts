/** What the errors of connections mean, and what to do about them, in words. */

/** The members that Node.js and undici give to the errors of connections. */
interface ConnectionError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** One sentence; null if the error is not about a connection. */
export function connectionTrouble(error: Error): string | null {
  // Its codes are many, and its messages say what they mean.
  if (error.name === 'HTTPParserError') {
    const what = error.message.replace(
      /^Response does not match the HTTP\/1\.1 protocol \((.*)\)$/,
      '$1',
    );
    return `the response is not valid HTTP/1.1 (${what}): check the port`;
  }
  const { code = '' } = error as ConnectionError;
  return Object.hasOwn(troubles, code) ? (troubles[code]?.(error) ?? null) : null;
}

const reset = () => 'the connection was reset';
const late = () => 'no connection came about in time: check the URL and the network';
const selfSigned = () => 'the certificate is self-signed: accept it with --insecure';
const unknownIssuer = () =>
  'the certificate is from an unknown authority: accept it with --insecure';
const noTLS = () => 'the port does not speak TLS: write http:// in the URL';
const noRoute = () => 'there is no way to this host: check the URL and the network';

const troubles: Readonly<Record<string, (error: ConnectionError) => string>> = {
  ECONNREFUSED: ({ address, port }) =>
    `nothing accepts connections at ${address === undefined ? 'this address' : hostOf(address, port)}: start the server, or correct the URL`,
  ENOTFOUND: ({ hostname = '' }) => `the host name ${hostname} is unknown: correct the URL`,
  EAI_AGAIN: ({ hostname = '' }) =>
    `the host name ${hostname} cannot be looked up: check the network`,
  ECONNRESET: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: () => 'the connection was closed before the response was complete',
  UND_ERR_HEADERS_OVERFLOW: () => 'the header lines of the response are longer than 16 KiB',
  UND_ERR_CONNECT_TIMEOUT: late,
  ETIMEDOUT: late,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: selfSigned,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  CERT_HAS_EXPIRED: () => 'the certificate has expired: renew it, or accept it with --insecure',
  ERR_TLS_CERT_ALTNAME_INVALID: () =>
    'the certificate is for another host: correct the URL, or accept it with --insecure',
  EPROTO: noTLS,
  ERR_SSL_WRONG_VERSION_NUMBER: noTLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTLS,
};

function hostOf(address: string, port: number | undefined): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
