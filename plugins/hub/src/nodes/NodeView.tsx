import { ButtonLink, Skeleton } from '@backstage/ui';
import { type NodeSummary } from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { StatusTag } from '../components/StatusTag';
import { PageNotices } from '../components/PageNotices';
import { isNotFound } from '../state/queries';
import { Curve } from './Curve';
import { KubernetesPanels } from './KubernetesPanels';
import styles from './nodes.module.css';
import { useNode, useNodeHref } from './queries';
import { TalosPanels } from './TalosPanels';
import { Usage } from './Usage';
import { bytes, cores, HEALTH, identityWords, pods } from './words';

const CURVE_WIDTH = 180;

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the node">
    <Skeleton height={32} width="60%" />
    <Skeleton height={20} width="40%" style={{ marginTop: 12 }} />
    <Skeleton height={320} style={{ marginTop: 24 }} />
  </div>
);

const Resources = ({ node }: { node: NodeSummary }) => {
  const { resources, history } = node;
  return (
    <Panel title="Resources">
      <div className={styles.two}>
        <Usage name="Processor" resource={resources.cpu} format={cores}>
          <Curve
            name="Processor"
            of="cpu"
            history={history}
            width={CURVE_WIDTH}
          />
        </Usage>
        <Usage name="Memory" resource={resources.memory} format={bytes}>
          <Curve
            name="Memory"
            of="memory"
            history={history}
            width={CURVE_WIDTH}
          />
        </Usage>
        <Usage
          name="Pods"
          resource={{ ...resources.pods, requested: 0 }}
          format={pods}
          words={`${resources.pods.requested} of ${pods(
            resources.pods.allocatable ?? 0,
          )} that it may hold`}
        />
      </div>
      <p className={styles.note}>
        {resources.usedFrom
          ? `What is used is said by ${resources.usedFrom}. `
          : 'Neither a metrics server nor Talos says what is used. '}
        The curves go back an hour at most, and begin anew when the portal does.
      </p>
    </Panel>
  );
};

/** One node in full: how it is, what it is made of, and what runs on it. */
export const NodeView = ({
  cluster,
  node: name,
}: {
  cluster: string;
  node: string;
}) => {
  const { data, error, refetch } = useNode(cluster, name);
  const href = useNodeHref();
  if (!data && isNotFound(error)) {
    return (
      <EmptyStart
        title={`There is no node ${name}`}
        action={
          <ButtonLink variant="primary" href={href()}>
            All nodes
          </ButtonLink>
        }
      >
        It may have left its cluster, or the address is mistyped.
      </EmptyStart>
    );
  }
  const { node } = data ?? {};
  return (
    <>
      <PageNotices />
      {error && <Problem what="The node" error={error} onRetry={refetch} />}
      {data && node && (
        <>
          <div className={styles.header}>
            <h2 className={styles.title}>{node.name}</h2>
            <StatusTag status={HEALTH[node.health]} />
          </div>
          <p className={styles.sentence}>{node.sentence}</p>
          <p className={styles.note}>
            {[`Cluster ${cluster}`, identityWords(node)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <Resources node={node} />
          <TalosPanels node={node} />
          <KubernetesPanels detail={data} />
        </>
      )}
      {!data && !error && <Loading />}
    </>
  );
};
