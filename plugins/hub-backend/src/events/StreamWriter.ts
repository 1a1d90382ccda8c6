import { Response } from 'express';
import { Writable } from 'node:stream';

/** Compression adds this to responses; without it events wait in its buffer. */
type FlushableResponse = Response & { flush?(): void };

/** A reader for whom this much waits is cut off; it comes back and catches up. */
export const MAX_BACKLOG_BYTES = 1024 * 1024;

/**
 * Writes to an open response, and ends it when too much waits for a slow reader.
 * Behind compression the response's own `writableLength` is that of the socket, while
 * what waits does so in the compressor.
 */
export class StreamWriter {
  /** Where what is written waits: the compressor, or the response where there is none. */
  private readonly sink: Writable;

  /** @param response - with its head written, so that it is known how it is sent */
  constructor(private readonly response: FlushableResponse) {
    // Compression hands listeners for `drain` on to its stream, as it does writes; and
    // whatever takes a listener returns itself.
    this.sink = response.on('drain', () => {});
  }

  /** Writes text now, or ends the response when the reader is too far behind. */
  write(text: string): void {
    if (this.response.destroyed) {
      return;
    }
    this.response.write(text);
    this.response.flush?.();
    if (this.sink.writableLength > MAX_BACKLOG_BYTES) {
      this.response.destroy();
    }
  }
}
