import '@xyflow/react/dist/base.css';
import { type ClaimDetail } from '@illm-lab/plugin-hub-common';
import {
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useMemo } from 'react';
import { StatusTag } from '../components/StatusTag';
import { type Status } from '../format/phase';
import styles from './claims.module.css';
import { GRAPH_HEIGHT, NODE, placeNodes } from './layout';
import { claimStatus, resourceStatus } from './status';

type PartNode = Node<{ kind: string; name: string; status: Status }, 'part'>;

const CLAIM = 'claim';

const Part = ({ data: { kind, name, status } }: NodeProps<PartNode>) => (
  <div className={styles.node} title={`${kind} ${name}`}>
    <Handle type="target" position={Position.Left} isConnectable={false} />
    <span className={styles.nodeKind}>{kind}</span>
    <span className={styles.nodeName}>{name}</span>
    <StatusTag status={status} />
    <Handle type="source" position={Position.Right} isConnectable={false} />
  </div>
);
const nodeTypes = { part: Part };

function toGraph({ claim, resources, order }: ClaimDetail) {
  const made = resources.map(({ id }) => ({ from: CLAIM, to: id }));
  // What is kept longest is what the others build on.
  const builds = order.map(({ keep, until }) => ({ from: until, to: keep }));
  const known = new Set(resources.map(({ id }) => id));
  const ordered = builds.filter(
    ({ from, to }) => known.has(from) && known.has(to),
  );
  const below = new Set(ordered.map(({ to }) => to));
  const direct = made.filter(({ to }) => !below.has(to));
  const places = placeNodes(
    [CLAIM, ...resources.map(({ id }) => id)],
    [...direct, ...ordered],
  );
  const node = (id: string, data: PartNode['data']): PartNode => ({
    id,
    type: 'part',
    position: places.get(id)!,
    data,
    ...NODE,
    ariaLabel: `${data.kind} ${data.name}, ${data.status.word}`,
  });
  const nodes = [
    node(CLAIM, {
      kind: claim.kind,
      name: claim.name,
      status: claimStatus(claim.state),
    }),
    ...resources.map(resource =>
      node(resource.id, {
        kind: resource.kind,
        name: resource.part ?? resource.name,
        status: resourceStatus(resource),
      }),
    ),
  ];
  const edge = (
    { from, to }: { from: string; to: string },
    more: Partial<Edge>,
  ): Edge => ({
    id: `${from} ${to}`,
    source: from,
    target: to,
    markerEnd: { type: MarkerType.ArrowClosed },
    ...more,
  });
  return {
    nodes,
    edges: [
      ...direct.map(one => edge(one, {})),
      ...ordered.map(one => edge(one, { className: styles.ordered })),
    ],
  };
}

/**
 * A claim and what it is made of as a graph; a dashed line leads to what is
 * deleted after. The table beside it says the same to those who read by ear.
 */
export const ClaimGraph = ({ detail }: { detail: ClaimDetail }) => {
  const { nodes, edges } = useMemo(() => toGraph(detail), [detail]);
  return (
    <figure
      className={styles.graph}
      style={{ height: GRAPH_HEIGHT }}
      aria-label={`What ${detail.claim.kind} ${detail.claim.name} is made of, as a graph`}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        minZoom={0.2}
        maxZoom={1.25}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
    </figure>
  );
};
