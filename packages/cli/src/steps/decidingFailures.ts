import { ContinueOn, Workflow, WorkflowNode } from '../kube';
import { failedTargets } from './failedTargets';
import { byEnd, hasFailed, WorkflowNodes } from './WorkflowNodes';

/** Argo's message of a group of steps: the first that its author does not tolerate. */
const CHILD = /^child '(.+)' failed$/;

const isTolerated = (step: ContinueOn | undefined, phase: string) =>
  (phase === 'Failed' && step?.continueOn?.failed) ||
  (phase === 'Error' && step?.continueOn?.error);

/**
 * The steps whose failure made a workflow fail, the first to end first: none that
 * its author tolerates (`continueOn`, `depends`), that a repetition made good, or
 * whose hook it was. Read as Argo judges its own nodes (steps.go, dag.go).
 */
export function decidingFailures(workflow: Workflow): WorkflowNode[] {
  const nodes = new WorkflowNodes(workflow);
  const name = workflow.metadata?.name ?? '';
  const roots = [name, `${name}.onExit`].flatMap(one => nodes.named(one) ?? []);
  const found = new Set(roots.flatMap(root => within(root, nodes)));
  return [...found].sort(byEnd);
}

/** The innermost nodes that made a node fail; itself when there are none in it. */
function within(node: WorkflowNode, nodes: WorkflowNodes): WorkflowNode[] {
  if (!hasFailed(node)) return [];
  const inner = reasons(node, nodes).flatMap(one => within(one, nodes));
  return inner.length > 0 ? inner : [node];
}

function reasons(node: WorkflowNode, nodes: WorkflowNodes): WorkflowNode[] {
  switch (node.type) {
    case 'Retry':
      return nodes.attemptsOf(node).slice(-1);
    case 'Steps':
      return nodes.all.filter(
        ({ type, boundaryID }) =>
          type === 'StepGroup' && boundaryID === node.id,
      );
    case 'StepGroup':
      return ofGroup(node, nodes);
    case 'TaskGroup':
      return nodes
        .childrenOf(node)
        .filter(one => one.name.startsWith(`${node.name}(`));
    case 'DAG':
      return failedTargets(node, nodes);
    default:
      return [];
  }
}

/** The steps of a group that its author does not tolerate to fail. */
function ofGroup(group: WorkflowNode, nodes: WorkflowNodes): WorkflowNode[] {
  const failed = nodes
    .childrenOf(group)
    .filter(one => hasFailed(one) && !one.nodeFlag?.hooked);
  const parent = nodes.all.find(({ id }) => id === group.boundaryID);
  const index = Number(/\[(\d+)\]$/.exec(group.name)?.[1]);
  const written = parent && nodes.templateOf(parent)?.steps?.[index];
  if (!written) {
    const named = CHILD.exec(group.message ?? '')?.[1];
    const known = failed.filter(({ id }) => id === named);
    return known.length > 0 ? known : failed;
  }
  const steps = new Map(written.map(step => [step.name, step]));
  return failed.filter(({ name, phase }) => {
    const own = name.slice(group.name.length + 1);
    // With items a step is repeated as name(0:item).
    const step = steps.get(own) ?? steps.get(own.replace(/\(.*$/s, ''));
    return !isTolerated(step, phase);
  });
}
