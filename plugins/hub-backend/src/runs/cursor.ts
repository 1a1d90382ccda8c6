import { InputError } from '@backstage/errors';

/** Place in the list of runs: the last run of a page. */
export interface Cursor {
  createdAt: string;
  id: string;
}

/** A cursor as the text that callers hand back. */
export function encodeCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** Reads a cursor; throws an InputError when it is none of ours. */
export function decodeCursor(text: string): Cursor {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (Array.isArray(parts) && parts.every(part => typeof part === 'string')) {
      const [createdAt, id] = parts;
      if (createdAt && id) {
        return { createdAt, id };
      }
    }
  } catch {
    // Said below.
  }
  throw new InputError('cursor is not one of ours. Use nextCursor of a page.');
}
