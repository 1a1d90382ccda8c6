import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Waits until what a file or a folder holds is on the disk. */
export function syncPath(target: string): void {
  const descriptor = openSync(target, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Replaces a file so that a reader sees the old content or the new, never a
 * part. Only the owner may read it. It may be lost when the computer loses
 * power: for what can be made again.
 */
export function replaceFile(file: string, content: string | Buffer): void {
  replace(file, content, { durable: false });
}

/** The same, and nothing at all when that is what the file holds already. */
export function updateFile(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  replaceFile(file, content);
}

/**
 * Replaces a file of state: also after a loss of power it is the old content or the
 * new. The content is on the disk before the name, the name before it returns.
 */
export function writeFileAtomic(file: string, content: string | Buffer): void {
  replace(file, content, { durable: true });
}

function replace(
  file: string,
  content: string | Buffer,
  { durable }: { durable: boolean },
): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(descriptor, content);
    if (durable) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  if (durable) syncPath(path.dirname(file));
}
