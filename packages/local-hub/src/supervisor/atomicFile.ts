import { renameSync, writeFileSync } from 'node:fs';

/**
 * Writes a file so that a reader sees the old content or the new, never a
 * part. Only the owner may read it.
 */
export function writeFileAtomic(file: string, content: string | Buffer): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, file);
}
