import { Workflow, WorkflowNode, WorkflowTemplate, nodesOf } from '../kube';

/** Whether a node failed, by the fault of its own or of Argo. */
export const hasFailed = ({ phase }: WorkflowNode) =>
  phase === 'Failed' || phase === 'Error';

/** By their end. */
export const byEnd = (a: WorkflowNode, b: WorkflowNode) =>
  (a.finishedAt ?? '').localeCompare(b.finishedAt ?? '');

/** A workflow's nodes, and the templates that they were made of. */
export class WorkflowNodes {
  readonly all: WorkflowNode[];
  private readonly byId: Map<string, WorkflowNode>;
  private readonly byName: Map<string, WorkflowNode>;
  private readonly templates = new Map<string, WorkflowTemplate>();

  constructor(workflow: Workflow) {
    const { spec, status } = workflow;
    this.all = nodesOf(workflow);
    this.byId = new Map(this.all.map(node => [node.id, node]));
    this.byName = new Map(this.all.map(node => [node.name, node]));
    // The run's own come last, so that they win over those of the same name.
    for (const template of [
      ...Object.values(status?.storedTemplates ?? {}),
      ...(status?.storedWorkflowTemplateSpec?.templates ?? []),
      ...(spec?.templates ?? []),
    ]) {
      if (template.name) this.templates.set(template.name, template);
    }
    for (const [key, template] of Object.entries(
      status?.storedTemplates ?? {},
    )) {
      this.templates.set(key, template);
    }
  }

  named(name: string): WorkflowNode | undefined {
    return this.byName.get(name);
  }

  childrenOf(node: WorkflowNode): WorkflowNode[] {
    return (node.children ?? []).flatMap(id => this.byId.get(id) ?? []);
  }

  /** The template of a node; undefined when it was written in its place. */
  templateOf(node: WorkflowNode): WorkflowTemplate | undefined {
    const { templateName, templateRef: ref } = node;
    return ref?.template
      ? this.templates.get(`namespaced/${ref.name}/${ref.template}`) ??
          this.templates.get(`cluster/${ref.name}/${ref.template}`) ??
          this.templates.get(ref.template)
      : this.templates.get(templateName ?? '');
  }

  /** The tries of a step which may be repeated, in their order. */
  attemptsOf(node: WorkflowNode): WorkflowNode[] {
    return this.childrenOf(node).filter(
      one => !one.nodeFlag?.hooked && one.name.startsWith(`${node.name}(`),
    );
  }
}
