import { Link } from '@backstage/ui';
import { type NodeSummary } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { Curve } from './Curve';
import styles from './nodes.module.css';
import { useNodeHref } from './queries';
import { Usage } from './Usage';
import { bytes, cores, etcdWords, HEALTH, identityWords } from './words';

/** One node: who it is, how it is, and what is taken of it. */
export const NodeCard = ({ node }: { node: NodeSummary }) => {
  const href = useNodeHref();
  const { talos, resources, history } = node;
  const etcd = etcdWords(node);
  return (
    <li className={styles.card} data-health={node.health}>
      <div className={styles.cardHead}>
        <Link href={href(node)} className={styles.name}>
          {node.name}
        </Link>
        <StatusTag status={HEALTH[node.health]} />
      </div>
      <p className={styles.note}>{identityWords(node)}</p>
      <p className={styles.sentence}>{node.sentence}</p>
      <Usage name="Processor" resource={resources.cpu} format={cores}>
        <Curve name="Processor" of="cpu" history={history} />
      </Usage>
      <Usage name="Memory" resource={resources.memory} format={bytes}>
        <Curve name="Memory" of="memory" history={history} />
      </Usage>
      <p className={styles.note}>
        {[
          `${resources.pods.requested} of ${
            resources.pods.allocatable ?? '?'
          } pods`,
          talos?.machine && `stage ${talos.machine.stage}`,
          etcd && `etcd: ${etcd}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {talos && !talos.source.connected && talos.since && (
        <p className={styles.note}>
          Talos has not answered since <TimeAgo at={talos.since} />
          {talos.source.lastGoodAt && (
            <>
              , last good answer <TimeAgo at={talos.source.lastGoodAt} />
            </>
          )}
        </p>
      )}
    </li>
  );
};
