import { LineCounter, parseDocument, Document, isNode } from 'yaml';
import { Issue } from './issue';
import { checkWorkflow, ExperimentWorkflow } from './workflow-rules';

/** One input of a run, as the experiment's workflow declares it. */
export interface RunInput {
  name: string;
  description?: string;
  /** Value that is used when none is given. */
  default?: string;
  /** Allowed values; any text when absent. */
  enum?: string[];
  /** True when there is no default and a value must be given. */
  required: boolean;
}

/** What {@link parseExperimentWorkflow} gives. */
export type ParsedExperimentWorkflow =
  | { workflow: ExperimentWorkflow; inputs: RunInput[] }
  | { issues: Issue[] };

/**
 * Reads and checks `workflow/experiment.yaml`. It catches what would fail or do
 * harm later: bad YAML, another kind, templates that don't exist, containers
 * without a command, parameters that contradict themselves. Argo's own
 * validation stays the last word.
 *
 * @returns the workflow and its inputs, or issues with path and line
 */
export function parseExperimentWorkflow(
  yamlText: string,
): ParsedExperimentWorkflow {
  const lines = new LineCounter();
  // As kubectl and argo read it: `<<` takes over what an anchor has.
  const document = parseDocument(yamlText, { lineCounter: lines, merge: true });
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map(error => ({
        path: '',
        message: `The file is not valid YAML: ${
          error.message.split(' at line ')[0]
        }.`,
        remedy: 'Correct the YAML.',
        line: error.linePos?.[0].line,
      })),
    };
  }
  const value: unknown = document.toJS();
  const issues = checkWorkflow(value);
  if (issues.length > 0) {
    return {
      issues: issues.map(({ at, ...issue }) => ({
        path: formatPath(at),
        ...issue,
        line: lineOf(document, lines, at),
      })),
    };
  }
  const workflow = value as ExperimentWorkflow;
  return { workflow, inputs: runInputs(workflow) };
}

/** The run inputs of a workflow that has been checked. */
function runInputs(workflow: ExperimentWorkflow): RunInput[] {
  return (workflow.spec.arguments?.parameters ?? []).map(parameter => {
    const value = parameter.value ?? parameter.default;
    return {
      name: parameter.name,
      ...(parameter.description && { description: parameter.description }),
      ...(value !== undefined && { default: String(value) }),
      ...(parameter.enum && { enum: parameter.enum.map(String) }),
      required: value === undefined && parameter.valueFrom === undefined,
    };
  });
}

/**
 * Checks the values given for a run against its inputs.
 *
 * @returns issues with path `parameters.<name>`; none when the run may start
 */
export function validateRunParameters(
  inputs: RunInput[],
  given: Record<string, string>,
): Issue[] {
  const known = new Map(inputs.map(input => [input.name, input]));
  const issues: Issue[] = [];
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      issues.push({
        path: `parameters.${name}`,
        message: `The experiment has no input “${name}”.`,
        remedy: known.size
          ? `Its inputs are ${[...known.keys()].join(', ')}.`
          : 'It takes no inputs.',
      });
    }
  }
  for (const input of inputs) {
    const path = `parameters.${input.name}`;
    const value = given[input.name];
    if (value === undefined) {
      if (input.required) {
        issues.push({
          path,
          message: `${input.name} has no value.`,
          remedy: 'Give one; it has no default.',
        });
      }
    } else if (input.enum && !input.enum.includes(value)) {
      issues.push({
        path,
        message: `“${value}” is not allowed for ${input.name}.`,
        remedy: `Use one of ${input.enum.join(', ')}.`,
      });
    }
  }
  return issues;
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
