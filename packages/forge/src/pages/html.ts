/** Markup that is safe as it is. Made by `markup`, or by `trusted` from a renderer that escapes. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | Value[] | undefined | null | false;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: Value): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(render).join('');
  }
  if (value === undefined || value === null || value === false) {
    return '';
  }
  return String(value).replace(/[&<>"']/g, char => ESCAPES[char]);
}

/**
 * A template whose values are escaped unless they are Html; lists are joined, false and null
 * leave nothing. (Not called `html`: Prettier would reflow the markup, and the
 * whitespace of a diff counts.)
 */
export function markup(parts: TemplateStringsArray, ...values: Value[]): Html {
  const text = parts
    .map((part, i) => (i < values.length ? part + render(values[i]) : part))
    .join('');
  return new Html(text);
}

/** Takes markup as it is: only for the output of a renderer that escapes. */
export function trusted(text: string): Html {
  return new Html(text);
}
