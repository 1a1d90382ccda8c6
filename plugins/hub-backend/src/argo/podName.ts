import { Workflow, WorkflowNode } from '../kube/types';

// Kubernetes' 253 less the 10 of the hash and its hyphen, as Argo reckons.
const MAX_PREFIX = 253 - 10 - 1;

/**
 * Name of the pod of a node. Argo doesn't write it down, but forms it from
 * workflow, template and a hash of the node's name (its workflow/util/pod_name.go).
 */
export function podName(workflow: Workflow, node: WorkflowNode): string {
  const { name, annotations } = workflow.metadata;
  if (annotations?.['workflows.argoproj.io/pod-name-format'] === 'v1') {
    return node.id;
  }
  if (node.name === name) {
    return name;
  }
  const template = node.templateName ?? node.templateRef?.template;
  const prefix = template ? `${name}-${template}` : name;
  return `${prefix.slice(0, MAX_PREFIX)}-${fnv32a(node.name)}`;
}

/** FNV-1a with 32 bits. */
function fnv32a(text: string): number {
  return Buffer.from(text).reduce(
    // eslint-disable-next-line no-bitwise
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0,
    0x811c9dc5,
  );
}
