import { Stage } from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube/types';
import { nodesOf } from './nodes';
import { podName } from './podName';

/** Nodes that only hold others together and say nothing to a reader. */
const GROUPS = ['StepGroup', 'TaskGroup'];

/** The nodes of one Workflow as the tree that its author wrote. */
export class NodeTree {
  private readonly nodes: WorkflowNode[];
  private readonly byId: Map<string, WorkflowNode>;
  /** Ids of nodes that are tries of a step which may be repeated. */
  private readonly attempts: Set<string>;

  /**
   * @param prefix - put before each stage's id
   * @param cluster - the cluster of its pods; the hub when absent
   */
  constructor(
    private readonly workflow: Workflow,
    private readonly prefix: string,
    private readonly cluster?: string,
  ) {
    this.nodes = nodesOf(workflow);
    this.byId = new Map(this.nodes.map(node => [node.id, node]));
    this.attempts = new Set(
      this.nodes
        .filter(node => node.type === 'Retry')
        .flatMap(node => node.children ?? []),
    );
  }

  /** Where reading begins: the entrypoint, then exit handlers and hooks. */
  roots(): WorkflowNode[] {
    const { name } = this.workflow.metadata;
    const root = this.nodes.find(node => node.name === name);
    const others = this.nodes.filter(
      node => !node.boundaryID && node !== root && !this.isAttempt(node),
    );
    return [...(root ? [root] : []), ...sorted(others)];
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
        ...(this.cluster && { cluster: this.cluster }),
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

  private isAttempt(node: WorkflowNode): boolean {
    return this.attempts.has(node.id);
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
