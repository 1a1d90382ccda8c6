import { parseAllDocuments } from 'yaml';
import { Issue } from './issue';

/** A document of a YAML file as plain values, or what is wrong with it. */
export type YamlDocument = { value: unknown } | { issues: Issue[] };

/**
 * The documents of a YAML file. Never throws: what can't be parsed, and what parses
 * but can't be resolved (an alias without its anchor, too many of them), is an issue
 * with its line.
 */
export function readYamlDocuments(text: string): YamlDocument[] {
  return parseAllDocuments(text, { merge: true }).map(document => {
    if (document.errors.length > 0) {
      return {
        issues: document.errors.map(({ message, linePos }) =>
          notYaml(message.split(' at line ')[0], linePos?.[0].line),
        ),
      };
    }
    try {
      return { value: document.toJS() as unknown };
    } catch (error) {
      return { issues: [notYaml((error as Error).message)] };
    }
  });
}

function notYaml(reason: string, line?: number): Issue {
  return {
    path: '',
    message: `The file is not valid YAML: ${reason.replace(/\.$/, '')}.`,
    remedy: 'Correct the YAML.',
    ...(line !== undefined && { line }),
  };
}
