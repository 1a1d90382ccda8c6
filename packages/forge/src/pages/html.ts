/** Markup that is safe as it is. Made by `html`, or by `trusted` from a renderer that escapes. */
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

/** A template whose values are escaped unless they are Html; lists are joined, nothing is left out. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const text = parts
    .map((part, i) => (i < values.length ? part + render(values[i]) : part))
    .join('');
  return new Html(text);
}

/** Takes markup as it is: only for the output of a renderer that escapes. */
export function trusted(markup: string): Html {
  return new Html(markup);
}
