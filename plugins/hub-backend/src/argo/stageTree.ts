import { STAGE_EXPERIMENT, Stage } from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube/types';
import { podName } from './podName';

/** Nodes that only hold others together and say nothing to a reader. */
const GROUPS = ['StepGroup', 'TaskGroup'];

/**
 * Stages of a run: the steps of its parent Workflow, with those of the
 * experiment's own workflow inside stage `experiment`.
 *
 * @param known - the stages that were seen last, for what is gone since: the
 *   child is removed with the run's namespace, before the parent ends
 */
export function buildStages(
  parent: Workflow,
  child: Workflow | undefined,
  known: Stage[] = [],
): Stage[] {
  const seen = stagesOf(parent, '');
  const stages = [...seen, ...stagesToCome(parent, seen)];
  return stages.map(stage => {
    if (stage.name !== STAGE_EXPERIMENT) {
      return stage;
    }
    const children = child
      ? stagesOf(child, CHILD_PREFIX)
      : closeStages(
          known.find(one => one.name === STAGE_EXPERIMENT)?.children ?? [],
          stage,
        );
    return { ...stage, children };
  });
}

// Both workflows are called like the run, so their nodes' ids may be the same.
const CHILD_PREFIX = 'e.';

/** The stages of one Workflow, exit handler last. */
function stagesOf(workflow: Workflow, prefix: string): Stage[] {
  const nodes = Object.values(workflow.status?.nodes ?? {});
  const tree = new NodeTree(workflow, nodes, prefix);
  const root = nodes.find(node => node.name === workflow.metadata.name);
  const others = nodes.filter(
    node => !node.boundaryID && node !== root && !tree.isAttempt(node),
  );
  return [...(root ? [root] : []), ...sorted(others)].flatMap(node =>
    tree.flatten(node),
  );
}

class NodeTree {
  private readonly attempts: Set<string>;
  private readonly byId: Map<string, WorkflowNode>;

  constructor(
    private readonly workflow: Workflow,
    private readonly nodes: WorkflowNode[],
    private readonly prefix: string,
  ) {
    this.byId = new Map(nodes.map(node => [node.id, node]));
    this.attempts = new Set(
      nodes
        .filter(node => node.type === 'Retry')
        .flatMap(node => node.children ?? []),
    );
  }

  isAttempt(node: WorkflowNode): boolean {
    return this.attempts.has(node.id);
  }

  /** A template of steps stands for its steps; anything else for itself. */
  flatten(node: WorkflowNode): Stage[] {
    const inside = this.inside(node);
    return ['Steps', 'DAG'].includes(node.type)
      ? inside.map(one => this.stage(one))
      : [this.stage(node)];
  }

  private stage(node: WorkflowNode): Stage {
    const children =
      node.type === 'Retry' ? this.attemptsOf(node) : this.inside(node);
    // One attempt is no news: show it as the step itself.
    if (node.type === 'Retry' && children.length === 1) {
      return { ...this.stage(children[0]), name: this.nameOf(node) };
    }
    const ran =
      node.type === 'Pod' &&
      !['Pending', 'Skipped', 'Omitted', undefined].includes(node.phase);
    return {
      id: `${this.prefix}${node.id}`,
      name: this.nameOf(node),
      phase: node.phase ?? 'Pending',
      message: node.message ?? null,
      exitCode: exitCodeOf(node),
      startedAt: node.startedAt ?? null,
      finishedAt: node.finishedAt ?? null,
      ...(node.type === 'Pod' && {
        podName: podName(this.workflow, node),
        namespace: this.workflow.metadata.namespace,
      }),
      hasLogs: ran,
      children: children.map(one => this.stage(one)),
    };
  }

  private inside(node: WorkflowNode): WorkflowNode[] {
    return sorted(
      this.nodes.filter(
        one =>
          one.boundaryID === node.id &&
          !GROUPS.includes(one.type) &&
          !this.isAttempt(one),
      ),
    );
  }

  private attemptsOf(node: WorkflowNode): WorkflowNode[] {
    return (node.children ?? []).flatMap(id => this.byId.get(id) ?? []);
  }

  private nameOf(node: WorkflowNode): string {
    const name = node.displayName || node.name;
    const own = `${this.workflow.metadata.name}.`;
    return name.startsWith(own) ? name.slice(own.length) : name;
  }
}

/** By start, those that have not started last; at the same second by name. */
function sorted(nodes: WorkflowNode[]): WorkflowNode[] {
  const key = (node: WorkflowNode) => `${node.startedAt ?? '~'} ${node.name}`;
  return [...nodes].sort((a, b) => key(a).localeCompare(key(b)));
}

function exitCodeOf(node: WorkflowNode): number | null {
  const code = Number.parseInt(node.outputs?.exitCode ?? '', 10);
  return Number.isNaN(code) ? null : code;
}

/** Steps of the template that Argo has not begun; none when the run has ended. */
function stagesToCome(parent: Workflow, seen: Stage[]): Stage[] {
  const template = parent.status?.storedWorkflowTemplateSpec;
  if (!template || parent.status?.finishedAt) {
    return [];
  }
  const begun = new Set(seen.map(stage => stage.name));
  const shutdown = parent.spec.shutdown !== undefined;
  const failed = seen.some(s => s.phase === 'Failed' || s.phase === 'Error');
  const open = shutdown || failed ? [] : [template.entrypoint];
  return [...open, template.onExit]
    .flatMap(
      name => template.templates?.find(one => one.name === name)?.steps ?? [],
    )
    .flat()
    .filter(step => !begun.has(step.name))
    .map(step => ({
      id: `to-come.${step.name}`,
      name: step.name,
      phase: 'Pending' as const,
      message: null,
      exitCode: null,
      startedAt: null,
      finishedAt: null,
      hasLogs: false,
      children: [],
    }));
}

/** Steps that were seen running and are gone: their stage tells how they ended. */
function closeStages(stages: Stage[], within: Stage): Stage[] {
  if (within.finishedAt === null) {
    return stages;
  }
  return stages.map(stage => {
    const children = closeStages(stage.children, within);
    if (stage.phase !== 'Running' && stage.phase !== 'Pending') {
      return { ...stage, children };
    }
    const succeeded = within.phase === 'Succeeded';
    return {
      ...stage,
      phase: succeeded ? ('Succeeded' as const) : ('Error' as const),
      message: succeeded
        ? stage.message
        : 'Its end was not seen: it was removed while it ran.',
      finishedAt: within.finishedAt,
      children,
    };
  });
}
