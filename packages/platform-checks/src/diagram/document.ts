/** The document that holds the drawing, relative to the repository. */
export const DOCUMENT = 'docs/gitops-patterns.md';

const START = '<!-- hierarchy: drawn by `task platform:diagram` -->';
const END = '<!-- hierarchy: end -->';

/**
 * The document with this drawing in the place of the one that it has.
 *
 * @throws if the document has no place for one
 */
export function withDiagram(text: string, diagram: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) {
    throw new Error(`${DOCUMENT} lacks the lines ${START} and ${END}`);
  }
  return `${text.slice(
    0,
    start + START.length,
  )}\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${text.slice(end)}`;
}
