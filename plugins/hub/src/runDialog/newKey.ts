/**
 * A random key of 128 bits. Not `crypto.randomUUID`: browsers lack that on plain
 * http, as a hub at home may be served.
 */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
