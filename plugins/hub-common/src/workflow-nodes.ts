/** Where Argo keeps what has become of a Workflow's steps. */
export interface NodeStatus<Node> {
  nodes?: Record<string, Node> | null;
  /** Gzip in base64, in place of `nodes` when these have more than 1 MiB. */
  compressedNodes?: string;
}

/**
 * The nodes of a Workflow, compressed or not; none when they can't be read. Nodes
 * that Argo has offloaded to a database of its own are not in the Workflow.
 *
 * @param gunzip - unpacks gzip; browsers and Node have no common one
 */
export function workflowNodes<Node>(
  status: NodeStatus<Node> | undefined,
  gunzip: (packed: Uint8Array) => Uint8Array,
): Node[] {
  const { nodes, compressedNodes } = status ?? {};
  if (nodes && Object.keys(nodes).length > 0) return Object.values(nodes);
  if (!compressedNodes) return [];
  try {
    const packed = Uint8Array.from(atob(compressedNodes), sign =>
      sign.charCodeAt(0),
    );
    const text = new TextDecoder().decode(gunzip(packed));
    return Object.values(JSON.parse(text) as Record<string, Node>);
  } catch {
    // Half of it is as good as nothing: the Workflow's own phase still counts.
    return [];
  }
}
