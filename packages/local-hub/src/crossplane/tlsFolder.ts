import { readFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { CertificateFiles } from '../pki';
import { writeFileAtomic } from '../supervisor';

/** Puts a certificate where Crossplane and its functions look for one. */
export function writeTlsFolder(
  files: CertificateFiles,
  folder: string,
): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copies = {
    'ca.crt': files.caFile,
    'tls.crt': files.certFile,
    'tls.key': files.keyFile,
  };
  for (const [name, source] of Object.entries(copies)) {
    writeFileAtomic(path.join(folder, name), readFileSync(source, 'utf8'));
  }
  return folder;
}
