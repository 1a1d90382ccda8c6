/**
 * Why a text is no JSON, in words that are the same in every browser and in Node;
 * undefined when it is JSON.
 */
export function jsonProblem(text: string): { reason?: string } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return { reason: unclosed(text) };
  }
}

const CLOSERS: Record<string, string> = { '}': '{', ']': '[' };

/** What is open at the end of a text that was cut off. */
function unclosed(text: string): string | undefined {
  const open: string[] = [];
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') open.push(sign);
    else if (sign in CLOSERS && open.pop() !== CLOSERS[sign]) return undefined;
  }
  if (inText) return 'a text is not closed by its quotation mark';
  return open.length > 0
    ? `it ends before its “${open[open.length - 1]}” is closed`
    : undefined;
}
