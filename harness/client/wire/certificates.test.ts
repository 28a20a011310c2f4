import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { type Certificates, makeCertificates } from './certificates.ts';

describe('makeCertificates', () => {
  let made: Certificates;
  let authority: X509Certificate;
  let certificate: X509Certificate;
  before(async () => {
    made = await makeCertificates('host.example');
    authority = new X509Certificate(made.authority);
    certificate = new X509Certificate(made.certificate);
  });

  it('makes an authority that issues the certificate of the server', () => {
    expect([authority.ca, certificate.ca]).to.deep.equal([true, false]);
    expect(certificate.checkIssued(authority)).to.equal(true);
    expect(certificate.verify(authority.publicKey)).to.equal(true);
  });

  it('covers the names of this machine, and the one that is given', () => {
    for (const name of ['localhost', 'host.example']) {
      expect(certificate.checkHost(name), name).to.equal(name);
    }
    for (const address of ['127.0.0.1', '::1']) {
      expect(certificate.checkIP(address), address).not.to.equal(undefined);
    }
    expect(certificate.checkHost('other.example')).to.equal(undefined);
  });

  it('says how to recognise it', () => {
    expect(made.fingerprint).to.match(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(Buffer.from(made.keyDigest, 'base64').length).to.equal(32);
  });

  it('makes another one each time', async () => {
    const other = await makeCertificates('host.example');
    expect(other.authority).not.to.equal(made.authority);
    expect(certificate.verify(new X509Certificate(other.authority).publicKey)).to.equal(false);
  });
});
