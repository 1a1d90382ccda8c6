import {
  copyFileSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';

/** Opens a component's log for its process to append to. */
export const openLog = (file: string) => openSync(file, 'a', 0o600);

/**
 * Keeps a log below a size: its content moves to `<file>.1`, the log before it
 * to `<file>.2`. The file itself stays, because the process has it open and
 * outlives the supervisor; lines written during the copy may be lost.
 */
export function rotateLog(file: string, maxBytes: number): void {
  try {
    if (statSync(file).size <= maxBytes) return;
  } catch {
    return;
  }
  try {
    renameSync(`${file}.1`, `${file}.2`);
  } catch {
    // There was none yet.
  }
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // The disk is full: then room is worth more than old lines.
  }
  truncateSync(file, 0);
}
