import { Document, isNode, LineCounter } from 'yaml';

/** `spec.containers[0].image` as `['spec', 'containers', 0, 'image']`. */
export function fieldPath(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|\[([^\]]*)\]|[^.[\]]+/g)].map(
    ([text, index, key]) => (index ? Number(index) : key ?? text),
  );
}

/** The line, from 1, of the innermost part of a field that is in a document. */
export function lineOfField(
  document: Document,
  lines: LineCounter,
  field: string,
): number {
  const path = fieldPath(field);
  for (let depth = path.length; depth > 0; depth--) {
    const at = path.slice(0, depth);
    const holder = document.getIn(at.slice(0, -1), true) as
      | { items?: { key?: unknown; value?: unknown }[] }
      | undefined;
    // the key's line, which is the value's own as a rule, and above a block
    const pair = holder?.items?.find(
      one => (one.key as { value?: unknown } | undefined)?.value === at.at(-1),
    );
    const node = pair?.key ?? document.getIn(at, true);
    if (isNode(node) && node.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  const start = isNode(document.contents) ? document.contents.range?.[0] : 0;
  return lines.linePos(start ?? 0).line;
}
