import { graphlib, layout } from '@dagrejs/dagre';

/** Height of the graph on the page, in px. */
export const GRAPH_HEIGHT = 340;
/** Size of a node, in px. */
export const NODE = { width: 210, height: 62 };

/** Where a node is, from its upper left corner, in px. */
export interface Place {
  x: number;
  y: number;
}

/**
 * Places nodes in layers from left to right by the lines between them, without
 * overlaps.
 */
export function placeNodes(
  ids: string[],
  edges: { from: string; to: string }[],
): Map<string, Place> {
  const graph = new graphlib.Graph()
    .setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 70 })
    .setDefaultEdgeLabel(() => ({}));
  ids.forEach(id => graph.setNode(id, { ...NODE }));
  edges.forEach(({ from, to }) => graph.setEdge(from, to));
  layout(graph);
  return new Map(
    ids.map(id => {
      const { x, y } = graph.node(id);
      return [id, { x: x - NODE.width / 2, y: y - NODE.height / 2 }];
    }),
  );
}
