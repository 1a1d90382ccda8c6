import { Document, LineCounter } from 'yaml';
import { parseGoYaml } from './go-yaml';
import { Issue } from './issue';

/** A document of a YAML file as plain values, or what is wrong with it. */
export type YamlDocument = { value: unknown } | { issues: Issue[] };

/** A document that has been read, with what leads back to its lines. */
export interface ReadDocument {
  value: unknown;
  document: Document;
  lines: LineCounter;
}

/**
 * Reads the text of a YAML file that a person wrote and that has one document, as
 * Go's programs read it. Never throws.
 *
 * @returns the value, with the document and its lines for what is found later; or
 *   what is wrong with the YAML, also what shows only when it is resolved, such as
 *   an alias without its anchor
 */
export function readYaml(yamlText: string): ReadDocument | { issues: Issue[] } {
  const [first, second] = readAll(yamlText);
  if (second && !('issues' in first)) {
    return { issues: [notYaml('there are several documents in it')] };
  }
  return first;
}

/** The documents of a YAML file, each by itself. Never throws; empty for none. */
export const readYamlDocuments = (yamlText: string) => readAll(yamlText);

function readAll(yamlText: string) {
  const { documents, lines } = parseGoYaml(yamlText);
  return documents.map(document => resolved(document, lines));
}

function resolved(
  document: Document,
  lines: LineCounter,
): ReadDocument | { issues: Issue[] } {
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map(({ message, pos }) =>
        notYaml(message, lines.linePos(pos[0]).line || undefined),
      ),
    };
  }
  try {
    return { value: document.toJS(), document, lines };
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
