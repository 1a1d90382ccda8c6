import { Response } from 'express';

/** Compression adds this to responses; without it events wait in its buffer. */
type FlushableResponse = Response & { flush?(): void };

/** A reader for whom this much waits is cut off; it comes back and catches up. */
export const MAX_BACKLOG_BYTES = 1024 * 1024;

/**
 * Writes to an open response and counts what waits for a slow reader. The count is
 * our own: behind compression the response's `writableLength` is that of the socket,
 * while what waits does so in the compressor.
 */
export class StreamWriter {
  private waiting = 0;

  constructor(private readonly response: FlushableResponse) {
    // Compression hands this on to its own stream, as it does `write`.
    response.on('drain', () => {
      this.waiting = 0;
    });
  }

  /** Writes text now, or ends the response when the reader is too far behind. */
  write(text: string): void {
    if (this.response.destroyed) {
      return;
    }
    const taken = this.response.write(text);
    this.waiting = taken ? 0 : this.waiting + Buffer.byteLength(text);
    if (this.waiting > MAX_BACKLOG_BYTES) {
      this.response.destroy();
      return;
    }
    // More than a full buffer is flushed by itself, and each flush waits as well.
    if (taken) {
      this.response.flush?.();
    }
  }
}
