import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

x509.cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3650;
const LEAF_DAYS = 365;
/** A clock that was set back a little must not make certificates invalid. */
const BACKDATE_MS = 60 * 60 * 1000;

/** A certificate and its key, in PEM format. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** What a certificate says. */
export interface Subject {
  commonName: string;
  /** Kubernetes reads them as the user's groups. */
  organizations?: string[];
  /** Host names and IP addresses of a server. */
  hosts?: string[];
  usage: Array<'server' | 'client'>;
}

const validity = (days: number) => ({
  notBefore: new Date(Date.now() - BACKDATE_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

const serialNumber = () =>
  Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
    .toString('hex')
    // A leading zero byte keeps the number positive.
    .padStart(32, '0');

async function newKeys() {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  return keys as CryptoKeyPair;
}

async function privatePem(key: CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY');
}

async function importPrivate(pem: string): Promise<CryptoKey> {
  const [bytes] = x509.PemConverter.decode(pem);
  const key = await webcrypto.subtle.importKey(
    'pkcs8',
    bytes,
    ALGORITHM,
    false,
    ['sign'],
  );
  return key as CryptoKey;
}

/** Makes a certificate authority. */
export async function issueAuthority(name: string): Promise<KeyPair> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }],
    ...validity(CA_DAYS),
    keys,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: cert.toString('pem'), key: await privatePem(keys.privateKey) };
}

const isAddress = (host: string) => /^[\d.]+$|:/.test(host);

/** Makes a certificate that the authority signs. */
export async function issueCertificate(
  authority: KeyPair,
  subject: Subject,
): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.cert);
  const keys = await newKeys();
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension(
      subject.usage.map(usage =>
        usage === 'server'
          ? x509.ExtendedKeyUsage.serverAuth
          : x509.ExtendedKeyUsage.clientAuth,
      ),
    ),
    await x509.AuthorityKeyIdentifierExtension.create(
      await issuer.publicKey.export(),
    ),
  ];
  if (subject.hosts?.length) {
    extensions.push(
      new x509.SubjectAlternativeNameExtension(
        subject.hosts.map(value => ({
          type: isAddress(value) ? ('ip' as const) : ('dns' as const),
          value,
        })),
      ),
    );
  }
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [
      ...(subject.organizations ?? []).map(name => ({ O: [name] })),
      { CN: [subject.commonName] },
    ],
    issuer: issuer.subjectName,
    ...validity(LEAF_DAYS),
    publicKey: keys.publicKey,
    signingKey: await importPrivate(authority.key),
    signingAlgorithm: SIGNING,
    extensions,
  });
  return { cert: cert.toString('pem'), key: await privatePem(keys.privateKey) };
}
