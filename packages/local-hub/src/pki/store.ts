import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile, writeFileAtomic } from '../supervisor';
import { issueAuthority, issueCertificate, KeyPair, Subject } from './issue';

/** Certificates this close to their end are made anew. */
const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** The files of a certificate. */
export interface CertificateFiles {
  certFile: string;
  keyFile: string;
  /** The authority that signed it. */
  caFile: string;
}

const expiresSoon = (cert: string) =>
  new X509Certificate(cert).validToDate.getTime() - Date.now() <
  RENEW_BEFORE_MS;

/** Whether both were written whole, and together. */
function isPair(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/**
 * Authorities and certificates of one hub, kept in a folder: made when they
 * are missing, near their end, of another authority or for other hosts.
 */
export class CertificateStore {
  private readonly authorities = new Map<string, Promise<KeyPair>>();

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  /** The file with an authority's certificate. */
  caFile(authority: string): string {
    return path.join(this.dir, `${authority}-ca.crt`);
  }

  /** The authority of that name. */
  authority(name: string): Promise<KeyPair> {
    let pair = this.authorities.get(name);
    if (!pair) {
      pair = this.keep(
        `${name}-ca`,
        name,
        () => issueAuthority(`illm-lab ${name}`),
        true,
      );
      this.authorities.set(name, pair);
    }
    return pair;
  }

  /** A certificate of that name, signed by the authority of that name. */
  async certificate(
    name: string,
    authority: string,
    subject: Subject,
  ): Promise<KeyPair & CertificateFiles> {
    const ca = await this.authority(authority);
    const identity = createHash('sha256')
      .update(JSON.stringify([ca.cert, subject]))
      .digest('hex');
    const pair = await this.keep(name, identity, () =>
      issueCertificate(ca, subject),
    );
    return {
      ...pair,
      certFile: path.join(this.dir, `${name}.crt`),
      keyFile: path.join(this.dir, `${name}.key`),
      caFile: this.caFile(authority),
    };
  }

  /** A hash of all certificates that the folder holds now. */
  identity(): string {
    const hash = createHash('sha256');
    const names = readdirSync(this.dir).filter(name => name.endsWith('.id'));
    for (const name of names.sort()) {
      const certificate = path.join(this.dir, name.replace(/id$/, 'crt'));
      hash.update(readFileSync(certificate));
    }
    return hash.digest('hex');
  }

  /** The pair on disk if it is still good for this identity, else a new one. */
  private async keep(
    name: string,
    identity: string,
    make: () => Promise<KeyPair>,
    isAuthority = false,
  ): Promise<KeyPair> {
    const file = (ending: string) => path.join(this.dir, `${name}.${ending}`);
    if (['crt', 'key', 'id'].every(ending => existsSync(file(ending)))) {
      const cert = readFileSync(file('crt'), 'utf8');
      const sameIdentity = readFileSync(file('id'), 'utf8') === identity;
      const key = readFileSync(file('key'), 'utf8');
      if (sameIdentity && isPair(cert, key) && !expiresSoon(cert)) {
        return { cert, key };
      }
    }
    const pair = await make();
    // Authorities are what all trust. What they sign is made again when a loss
    // of power took a part of it; a hub has too many to wait for the disk.
    const write = isAuthority ? writeFileAtomic : replaceFile;
    write(file('key'), pair.key);
    write(file('crt'), pair.cert);
    write(file('id'), identity);
    return pair;
  }
}
