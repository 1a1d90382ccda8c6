import { stderr, stdout } from 'node:process';

/**
 * Where a command writes. Answers go to stdout, so that they can be piped;
 * progress and hints go to stderr.
 */
export interface Terminal {
  /** A line of the answer. */
  answer(line: string): void;
  /** The answer as one JSON document. */
  json(value: unknown): void;
  /** A line on how far something is. */
  progress(line: string): void;
  /** Whether a line of progress can be replaced by the next. */
  isLive: boolean;
  /** A line of progress that the next one replaces; none where `isLive` is false. */
  transient(line: string | undefined): void;
}

/** Clears the line that the cursor is on, and goes to its start. */
const CLEAR = '\r\u001b[2K';

class ProcessTerminal implements Terminal {
  private isShown = false;

  answer = (line: string) => {
    this.clear();
    stdout.write(`${line}\n`);
  };

  json = (value: unknown) => this.answer(JSON.stringify(value, null, 2));

  progress = (line: string) => {
    this.clear();
    stderr.write(`${line}\n`);
  };

  get isLive(): boolean {
    return Boolean(stderr.isTTY) && process.env.TERM !== 'dumb';
  }

  transient = (line: string | undefined) => {
    if (!this.isLive) return;
    this.clear();
    if (line !== undefined) {
      // a line that wraps could not be taken back
      stderr.write(line.slice(0, Math.max(1, (stderr.columns || 80) - 1)));
      this.isShown = true;
    }
  };

  private clear() {
    if (!this.isShown) return;
    stderr.write(CLEAR);
    this.isShown = false;
  }
}

/** The process's own stdout and stderr. */
export const terminal: Terminal = new ProcessTerminal();
