import { ContinueOn, WorkflowNode, WorkflowTemplate } from '../kube';
import { hasFailed, WorkflowNodes } from './WorkflowNodes';

type Task = NonNullable<NonNullable<WorkflowTemplate['dag']>['tasks']>[number];

/** What a task waits for: names within its `depends`. */
const waitsFor = ({ depends, dependencies }: Task) => [
  ...(dependencies ?? []),
  ...((depends ?? '').match(/[A-Za-z0-9_-]+/g) ?? []),
];

const tolerates = (task: ContinueOn | undefined, { phase }: WorkflowNode) =>
  phase === 'Failed' ? task?.continueOn?.failed : task?.continueOn?.error;

/** Names of the tasks that decide about a dag, and what is tolerated of them. */
function targetsOf(
  dag: WorkflowNode,
  nodes: WorkflowNodes,
): Map<string, Task | undefined> {
  const written = nodes.templateOf(dag)?.dag;
  if (!written?.tasks) {
    const tasks = nodes.all.filter(
      ({ boundaryID, nodeFlag, name }) =>
        boundaryID === dag.id && !nodeFlag?.hooked && !/\)$/.test(name),
    );
    const names = new Set(tasks.map(({ name }) => name));
    const leads = tasks.filter(task => reaches(task, names, nodes));
    return new Map(
      tasks
        .filter(one => !leads.includes(one))
        .map(one => [one.name, undefined]),
    );
  }
  const { tasks, target } = written;
  const awaited = new Set(tasks.flatMap(waitsFor));
  const asked = target?.split(' ').filter(Boolean);
  return new Map(
    tasks
      .filter(({ name }) => asked?.includes(name) ?? !awaited.has(name))
      .map(task => [`${dag.name}.${task.name}`, task]),
  );
}

/** Whether another of these tasks comes after a node. */
function reaches(from: WorkflowNode, names: Set<string>, nodes: WorkflowNodes) {
  const seen = new Set<WorkflowNode>();
  const queue = nodes.childrenOf(from);
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (names.has(node.name)) return true;
    if (!seen.has(node)) queue.push(...nodes.childrenOf(node));
    seen.add(node);
  }
  return false;
}

/**
 * The tasks that made a dag fail, as Argo's assessDAGPhase finds them: a task that
 * was left out has the phase of those before it, so the last of them that failed is
 * the reason, and not one before it on another way.
 */
export function failedTargets(
  dag: WorkflowNode,
  nodes: WorkflowNodes,
): WorkflowNode[] {
  const targets = targetsOf(dag, nodes);
  const found = new Set<WorkflowNode>();
  const seen = new Set<string>();
  const visit = (node: WorkflowNode, before: WorkflowNode | undefined) => {
    const key = `${node.id} ${before?.id}`;
    if (seen.has(key)) return;
    seen.add(key);
    let reason = before;
    if (node.phase === 'Succeeded') reason = undefined;
    if (hasFailed(node)) reason = node;
    if (targets.has(node.name)) {
      if (reason && !tolerates(targets.get(node.name), reason)) {
        found.add(reason);
      }
      return;
    }
    const next =
      node.type === 'Retry'
        ? nodes
            .attemptsOf(node)
            .slice(-1)
            .flatMap(one => nodes.childrenOf(one))
        : nodes.childrenOf(node);
    next.forEach(one => visit(one, reason));
  };
  nodes.childrenOf(dag).forEach(one => visit(one, undefined));
  return [...found].filter(one => {
    const others = [...found].filter(other => other !== one);
    return !reaches(one, new Set(others.map(({ name }) => name)), nodes);
  });
}
