/** Longest line that is kept, in UTF-16 code units. */
export const LINE_LIMIT = 64 * 1024;
const CUT = ' … cut here: of a line 64 KiB are kept';

/**
 * Puts lines together from pieces of any size. A line without an end takes bounded
 * memory, and each piece is looked at once.
 */
export class LineSplitter {
  private pieces: string[] = [];
  private length = 0;
  private tooLong = false;

  /** Forgets the line that has begun. */
  reset(): void {
    this.pieces = [];
    this.length = 0;
    this.tooLong = false;
  }

  /** Takes a piece; returns the lines that it ends. */
  push(piece: string): string[] {
    const lines: string[] = [];
    let from = 0;
    for (;;) {
      const end = piece.indexOf('\n', from);
      if (end < 0) break;
      this.hold(piece.slice(from, end));
      lines.push(this.rest());
      from = end + 1;
    }
    this.hold(piece.slice(from));
    return lines;
  }

  /** The line that has begun, empty when none has; the next piece begins another. */
  rest(): string {
    const line = this.pieces.join('') + (this.tooLong ? CUT : '');
    this.reset();
    return line;
  }

  private hold(piece: string): void {
    const room = LINE_LIMIT - this.length;
    this.tooLong ||= piece.length > room;
    if (room > 0 && piece) {
      this.pieces.push(piece.slice(0, room));
      this.length += Math.min(piece.length, room);
    }
  }
}
