import { isNode } from 'yaml';
import { ANNOTATION_INPUTS } from './constants';
import { ArgoParameter, readInputs, RunInput } from './inputs';
import { Issue } from './issue';
import { ReadDocument, readYamlDocuments } from './read-yaml';
import {
  BroughtTemplate,
  checkWorkflow,
  ExperimentWorkflow,
  Found,
  withoutNulls,
} from './workflow-rules';

/** What {@link parseExperimentWorkflow} gives. */
export type ParsedExperimentWorkflow =
  | {
      workflow: ExperimentWorkflow;
      inputs: RunInput[];
      /** WorkflowTemplates that go with each run. */
      templates: BroughtTemplate[];
    }
  | { issues: Issue[] };

/** A document, and the file that it is in unless that is the workflow's own. */
type Placed = ReadDocument & { file?: string };

const kindOf = (value: unknown) =>
  (value as { kind?: unknown } | null | undefined)?.kind;

/**
 * Reads and checks `workflow/experiment.yaml` as Argo reads it. It catches what
 * would fail or do harm later: bad YAML, another kind, templates that don't exist,
 * what no run can do, parameters and inputs that contradict themselves. Argo's own
 * validation stays the last word.
 *
 * @param beside - texts of the YAML files beside it, by name: the WorkflowTemplates
 *   in them, and in the file itself, are there for the workflow
 * @returns the workflow, its inputs and templates, or issues with path and line
 */
export function parseExperimentWorkflow(
  yamlText: string,
  beside: Record<string, string> = {},
): ParsedExperimentWorkflow {
  const own = read(yamlText);
  const others = Object.entries(beside).map(([file, text]) => read(text, file));
  const wrong = [own, ...others].flatMap(({ issues }) => issues);
  if (wrong.length > 0) return { issues: wrong };
  const { documents } = own;
  // A file of one document is the workflow, whatever kind it says that it is.
  const workflows = documents.filter(
    ({ value }) => documents.length === 1 || kindOf(value) === 'Workflow',
  );
  const templates = [
    ...documents,
    ...others.flatMap(other => other.documents),
  ].filter(({ value }) => kindOf(value) === 'WorkflowTemplate');
  const odd = documents.filter(
    one => one !== workflows[0] && !templates.includes(one),
  );
  if (workflows.length === 0 || odd.length > 0) {
    return { issues: [notOne(odd[0] ?? documents[0])] };
  }
  const brought = new Map(
    templates.map(({ value }) => {
      const template = withoutNulls(value) as BroughtTemplate;
      return [template.metadata?.name ?? '', template];
    }),
  );
  const workflow = withoutNulls(workflows[0].value) as ExperimentWorkflow;
  const issues = [
    ...templates.flatMap(one =>
      located(
        one,
        checkWorkflow(withoutNulls(one.value), 'WorkflowTemplate', brought),
      ),
    ),
    ...located(workflows[0], checkWorkflow(workflow, 'Workflow', brought)),
  ];
  if (issues.length > 0) return { issues };
  const { inputs, found } = inputsOf(workflow, brought);
  return found.length > 0
    ? { issues: located(workflows[0], found) }
    : { workflow, inputs, templates: [...brought.values()] };
}

/** The documents of a file, and what is wrong with its YAML. */
function read(
  text: string,
  file?: string,
): { documents: Placed[]; issues: Issue[] } {
  const documents: Placed[] = [];
  const issues: Issue[] = [];
  for (const one of readYamlDocuments(text)) {
    if ('issues' in one) {
      issues.push(
        ...one.issues.map(issue => (file ? { ...issue, path: file } : issue)),
      );
    } else documents.push({ ...one, file });
  }
  return { documents, issues };
}

/** A document that has no place in the file of a workflow. */
function notOne({ value, document, lines }: Placed): Issue {
  const kind = kindOf(value);
  return {
    path: 'kind',
    message:
      kind === 'Workflow'
        ? 'There is a second Workflow, and a run has one.'
        : `There is a ${kind ?? 'document without kind'} beside the Workflow.`,
    remedy:
      kind === 'Workflow'
        ? 'Make an experiment of each.'
        : 'Leave a Workflow and WorkflowTemplates here; other objects belong into target/argocd.',
    line: lines.linePos(document.contents?.range?.[0] ?? 0).line || undefined,
  };
}

/** The inputs of a workflow: its own parameters before those of its template. */
function inputsOf(
  { metadata, spec }: ExperimentWorkflow,
  brought: Map<string, BroughtTemplate>,
) {
  const ref = spec.workflowTemplateRef as { name: string } | undefined;
  const base = ref && brought.get(ref.name);
  const all = new Map<string, ArgoParameter>();
  for (const one of [base?.spec, spec]) {
    for (const parameter of one?.arguments?.parameters ?? []) {
      all.set(parameter.name, { ...all.get(parameter.name), ...parameter });
    }
  }
  return readInputs(
    [...all.values()],
    metadata?.annotations?.[ANNOTATION_INPUTS] ??
      base?.metadata?.annotations?.[ANNOTATION_INPUTS],
  );
}

function located(one: Placed, found: Found[]): Issue[] {
  return found.map(({ at, ...issue }) => ({
    path: [one.file, formatPath(at)].filter(Boolean).join(': '),
    ...issue,
    line: lineOf(one, at),
  }));
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
  { document, lines }: ReadDocument,
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
