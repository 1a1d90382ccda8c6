import { rmSync } from 'node:fs';
import { replaceFile } from '../supervisor';

/** Changes come in bursts; the file is written once for each. */
const COALESCE_MS = 50;

/** Keeps a file with a JSON document up to date. */
export class StatusWriter {
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly file: string,
    private readonly document: () => unknown,
  ) {}

  /** The document has changed. */
  changed(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      try {
        replaceFile(this.file, JSON.stringify(this.document(), null, 2));
      } catch {
        // A full disk must not end the supervisor; the next change is written.
      }
    }, COALESCE_MS);
  }

  /** Removes the file: what it says would no longer be true. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    rmSync(this.file, { force: true });
  }
}
