import { Document, LineCounter, parseDocument } from 'yaml';
import { Issue } from './issue';

/**
 * Reads the text of a YAML file that a person wrote.
 *
 * @param options - `merge`: `<<` takes over what an anchor has, as kubectl has it
 * @returns the value, with the document and its lines for what is found later; or
 *   what is wrong with the YAML, also what shows only when it is resolved, such as
 *   an alias without its anchor
 */
export function readYaml(
  yamlText: string,
  options: { merge?: boolean } = {},
):
  | { value: unknown; document: Document; lines: LineCounter }
  | { issues: Issue[] } {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { ...options, lineCounter: lines });
  const issue = (message: string, line?: number): Issue => ({
    path: '',
    message: `The file is not valid YAML: ${message
      .split(' at line ')[0]
      .replace(/\.$/, '')}.`,
    remedy: 'Correct the YAML.',
    line,
  });
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map(error =>
        issue(error.message, error.linePos?.[0].line),
      ),
    };
  }
  try {
    return { value: document.toJS(), document, lines };
  } catch (error) {
    return { issues: [issue((error as Error).message)] };
  }
}
