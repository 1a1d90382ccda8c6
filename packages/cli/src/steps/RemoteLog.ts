import { Writable } from 'node:stream';
import { lineStream } from './podLogs';

/** Lines that enclose the output file in the pod's log. */
export const MARK = '--- illm-lab output';

/**
 * The log of a pod elsewhere, read as often as the connection breaks: each line is
 * handed on once, and what stands between the marks is the output file.
 */
export class RemoteLog {
  private lines = 0;
  private whole?: string[];
  private begun: string[] = [];

  constructor(private readonly output: (line: string) => void) {}

  /** Whether the file was read to its end. */
  get isWhole(): boolean {
    return this.whole !== undefined;
  }

  /** The lines of the file, as far as they came; none when there were no marks. */
  get file(): string[] {
    return this.whole ?? this.begun;
  }

  /** Takes the log from its begin. */
  reading(): Writable {
    let at = 0;
    let inside = false;
    let taken: string[] = [];
    return lineStream(line => {
      at += 1;
      const isNew = at > this.lines;
      if (isNew) this.lines = at;
      if (line === MARK) {
        if (inside) this.whole = taken;
        else {
          taken = [];
          this.begun = taken;
        }
        inside = !inside;
      } else if (inside) {
        taken.push(line);
      } else if (isNew) {
        this.output(line);
      }
    });
  }
}
