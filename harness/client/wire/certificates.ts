/** A certificate authority that exists for one run, and the certificate of the case server that it issues. Its
 *  key is never stored. */
import { createHash, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface Certificates {
  /** What clients have to trust, as PEM. */
  readonly authority: string;
  /** Of the case server, as PEM. */
  readonly certificate: string;
  readonly key: string;
  /** The SHA-256 digest of the server's public key, in base64. */
  readonly keyDigest: string;
  /** The SHA-256 digest of the server's certificate, in hexadecimal bytes with colons. */
  readonly fingerprint: string;
}

const hours = 60 * 60 * 1000;
const authorityName = [{ name: 'commonName', value: 'cors-conformance, for one run' }];

/** @param host the address of the case server, besides those of this machine */
export async function makeCertificates(host: string): Promise<Certificates> {
  const [authorityKeys, keys] = await Promise.all([makeKeys(), makeKeys()]);
  const signingKey = forge.pki.privateKeyFromPem(authorityKeys.privateKey);
  const authority = issue(authorityKeys.publicKey, authorityName, signingKey, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  const certificate = issue(
    keys.publicKey,
    [{ name: 'commonName', value: 'localhost' }],
    signingKey,
    [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: namesAt(host) },
    ],
  );
  const { publicKey, fingerprint256 } = new X509Certificate(certificate);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    authority,
    certificate,
    key: keys.privateKey,
    keyDigest: createHash('sha256').update(spki).digest('base64'),
    fingerprint: fingerprint256,
  };
}

function makeKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** @returns the certificate as PEM */
function issue(
  publicKey: string,
  subject: forge.pki.CertificateField[],
  signingKey: forge.pki.PrivateKey,
  extensions: object[],
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // Positive, as the first bit is not set.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  // The clocks of other machines may be slow.
  certificate.validity.notBefore = new Date(Date.now() - 24 * hours);
  certificate.validity.notAfter = new Date(Date.now() + 7 * 24 * hours);
  certificate.setSubject(subject);
  certificate.setIssuer(authorityName);
  certificate.setExtensions(extensions);
  certificate.sign(signingKey as forge.pki.rsa.PrivateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** All names by which a client can reach the case server. */
function namesAt(host: string): object[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const addresses = own.map(({ address }) => address);
  const names = new Set(['localhost', '127.0.0.1', '::1', host, ...addresses]);
  return [...names].map((name) =>
    isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name },
  );
}
