import {
  type ClusterNodes,
  type NodeSummary,
} from '@illm-lab/plugin-hub-common';
import { useId } from 'react';
import { SourceNotice } from '../components/SourceNotice';
import { plural } from '../format/counts';
import { NodeCard } from './NodeCard';
import styles from './nodes.module.css';

/** A cluster: how it is, and its nodes that are on this page. */
export const ClusterSection = ({
  cluster,
  nodes,
}: {
  cluster: ClusterNodes;
  nodes: NodeSummary[];
}) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.cluster}>
      <h3 id={id} className={styles.clusterTitle}>
        {cluster.title}
      </h3>
      <p className={styles.note}>
        {cluster.sentence} {plural(cluster.pods, 'pod')}.
      </p>
      <SourceNotice source={cluster.source} />
      <ul className={styles.cards}>
        {nodes.map(node => (
          <NodeCard key={node.name} node={node} />
        ))}
      </ul>
    </section>
  );
};
