import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { Html, trusted } from './html';

const LANGUAGES = {
  bash,
  dockerfile,
  go,
  ini,
  javascript,
  json,
  markdown,
  python,
  typescript,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) {
  hljs.registerLanguage(name, language);
}

const BY_ENDING: Record<string, keyof typeof LANGUAGES> = {
  bash: 'bash',
  cjs: 'javascript',
  dockerfile: 'dockerfile',
  go: 'go',
  ini: 'ini',
  js: 'javascript',
  json: 'json',
  jsx: 'javascript',
  md: 'markdown',
  mjs: 'javascript',
  py: 'python',
  sh: 'bash',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  yaml: 'yaml',
  yml: 'yaml',
};

/** The language of a file by its name; undefined when it is none that is coloured. */
export function languageOf(path: string): string | undefined {
  const name = path.split('/').pop()!.toLowerCase();
  return BY_ENDING[name.split('.').pop()!];
}

/** Lines of code with colours, one each, in the classes of highlight.js. */
export function highlightLines(
  lines: string[],
  language: string | undefined,
): (Html | string)[] {
  if (!language) {
    return lines;
  }
  const { value } = hljs.highlight(lines.join('\n'), {
    language,
    ignoreIllegals: true,
  });
  return splitLines(value).map(trusted);
}

/** Markup by line: what is open at the end of a line is closed, and opened again on the next. */
function splitLines(markup: string): string[] {
  const open: string[] = [];
  return markup.split('\n').map(line => {
    const before = open.join('');
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return `${before}${line}${'</span>'.repeat(open.length)}`;
  });
}
