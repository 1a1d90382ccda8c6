import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

x509.cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 60 * 60 * 1000;

/** A certificate and its key in PEM. */
export interface Pair {
  cert: string;
  key: string;
}

/** An authority, and what it signs. */
export interface Authority {
  ca: string;
  /** @param hours - until it expires; below 0 it has */
  issue(name: string, hours?: number): Promise<Pair>;
}

const newKeys = () =>
  webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;

/** Makes an authority for tests. */
export async function authority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 48 * HOUR_MS),
    notAfter: new Date(Date.now() + 24 * 60 * HOUR_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  return {
    ca: ca.toString('pem'),
    async issue(subject, hours = 24 * 60) {
      const own = await newKeys();
      const cert = await x509.X509CertificateGenerator.create({
        subject: `O=os:reader, CN=${subject}`,
        issuer: ca.subject,
        notBefore: new Date(Date.now() - 48 * HOUR_MS),
        notAfter: new Date(Date.now() + hours * HOUR_MS),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'ip', value: '127.0.0.1' },
          ]),
        ],
      });
      const bytes = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return {
        cert: cert.toString('pem'),
        key: x509.PemConverter.encode(bytes, 'PRIVATE KEY'),
      };
    },
  };
}
