import { Document, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { Issue } from './issue';

/** A document of a YAML file as plain values, or what is wrong with it. */
export type YamlDocument = { value: unknown } | { issues: Issue[] };

/**
 * Reads the text of a YAML file that a person wrote. Never throws.
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
  const read = resolved(document);
  return 'issues' in read ? read : { ...read, document, lines };
}

/** The documents of a YAML file, each by itself. Never throws. */
export function readYamlDocuments(yamlText: string): YamlDocument[] {
  return parseAllDocuments(yamlText, { merge: true }).map(resolved);
}

function resolved(document: Pick<Document, 'errors' | 'toJS'>): YamlDocument {
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map(({ message, linePos }) =>
        notYaml(message, linePos?.[0].line),
      ),
    };
  }
  try {
    return { value: document.toJS() };
  } catch (error) {
    return { issues: [notYaml((error as Error).message)] };
  }
}

function notYaml(reason: string, line?: number): Issue {
  const [words] = reason.split(' at line ');
  return {
    path: '',
    message: `The file is not valid YAML: ${words.replace(/\.$/, '')}.`,
    remedy: 'Correct the YAML.',
    line,
  };
}
