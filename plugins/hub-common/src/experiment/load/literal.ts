/**
 * A text as a literal of JavaScript that is exactly that text, in the quotes that
 * need fewer escapes.
 */
export function stringLiteral(text: string): string {
  const json = JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** A key of an object literal that sets a property of exactly that name. */
export function keyLiteral(name: string): string {
  // As a plain key it would set the object's prototype.
  if (name === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}
