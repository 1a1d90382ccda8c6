import { LineCounter, Document, isNode } from 'yaml';
import { ANNOTATION_INPUTS } from './constants';
import { readInputs, RunInput } from './inputs';
import { Issue } from './issue';
import { readYaml } from './read-yaml';
import { checkWorkflow, ExperimentWorkflow } from './workflow-rules';

const NOTHING: ReturnType<typeof readInputs> = { inputs: [], found: [] };

/** What {@link parseExperimentWorkflow} gives. */
export type ParsedExperimentWorkflow =
  | { workflow: ExperimentWorkflow; inputs: RunInput[] }
  | { issues: Issue[] };

/**
 * Reads and checks `workflow/experiment.yaml`. It catches what would fail or do
 * harm later: bad YAML, another kind, templates that don't exist, containers
 * without a command, parameters and inputs that contradict themselves. Argo's own
 * validation stays the last word.
 *
 * @returns the workflow and its inputs, or issues with path and line
 */
export function parseExperimentWorkflow(
  yamlText: string,
): ParsedExperimentWorkflow {
  const read = readYaml(yamlText);
  if ('issues' in read) return read;
  const { value, document, lines } = read;
  const shape = checkWorkflow(value);
  const { inputs, found } = shape.length > 0 ? NOTHING : inputsOf(value);
  const issues = [...shape, ...found];
  if (issues.length > 0) {
    return {
      issues: issues.map(({ at, ...issue }) => ({
        path: formatPath(at),
        ...issue,
        line: lineOf(document, lines, at),
      })),
    };
  }
  return { workflow: value as ExperimentWorkflow, inputs };
}

/** The inputs of a workflow whose shape has been checked. */
function inputsOf(value: unknown) {
  const { metadata, spec } = value as ExperimentWorkflow;
  return readInputs(
    spec.arguments?.parameters ?? [],
    metadata?.annotations?.[ANNOTATION_INPUTS],
  );
}

/** `['spec','templates',0,'name']` as `spec.templates[0].name`. */
function formatPath(at: (string | number)[]): string {
  return at.reduce<string>(
    (path, part) =>
      typeof part === 'number'
        ? `${path}[${part}]`
        : `${path}${path ? '.' : ''}${part}`,
    '',
  );
}

/** Line of the innermost part of a path that is in the file. */
function lineOf(
  document: Document,
  lines: LineCounter,
  at: (string | number)[],
): number | undefined {
  for (let depth = at.length; depth > 0; depth--) {
    const node = document.getIn(at.slice(0, depth), true);
    if (isNode(node) && node.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return undefined;
}
