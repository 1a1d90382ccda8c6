import { Skeleton, useBreakpoint } from '@backstage/ui';
import { type ClaimDetail } from '@illm-lab/plugin-hub-common';
import { lazy, Suspense } from 'react';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { Table } from '../components/Table';
import styles from './claims.module.css';
import { GRAPH_HEIGHT } from './layout';
import { resourceStatus } from './status';

const ClaimGraph = lazy(async () => ({
  default: (await import('./ClaimGraph')).ClaimGraph,
}));

/** What a claim is made of: as a graph, and one by one. */
export const ClaimParts = ({ detail }: { detail: ClaimDetail }) => {
  const { resources, order } = detail;
  // On a phone nobody could read it; the table says the same.
  const hasRoom = useBreakpoint().up('sm');
  const kept = resources.filter(({ keepsData }) => keepsData);
  const nameOf = (id: string) => id.split('/').pop();
  return (
    <>
      {hasRoom && (
        <Suspense fallback={<Skeleton height={GRAPH_HEIGHT} />}>
          <ClaimGraph detail={detail} />
        </Suspense>
      )}
      <Table
        label="Resources of the claim"
        columns={['Resource', 'Kind', 'State', 'Age', 'In words']}
        rows={resources.map(resource => ({
          key: resource.id,
          cells: [
            resource.name,
            resource.part
              ? `${resource.kind} (${resource.part})`
              : resource.kind,
            <StatusTag key="state" status={resourceStatus(resource)} />,
            resource.createdAt ? (
              <TimeAgo key="age" at={resource.createdAt} />
            ) : (
              '–'
            ),
            <>
              {resource.sentence}
              {resource.externalName && (
                <span className={styles.text}>
                  {`At the provider: ${resource.externalName}`}
                </span>
              )}
            </>,
          ],
        }))}
      />
      {order.length > 0 && (
        <ul className={styles.list}>
          {order.map(({ keep, until, reason }) => (
            <li key={`${keep} ${until}`}>
              {`${nameOf(keep)} is deleted only after ${nameOf(until)}`}
              {reason && `: ${reason}`}.
            </li>
          ))}
        </ul>
      )}
      {kept.length > 0 && (
        <p className={styles.quiet}>
          {`The provider keeps ${kept
            .map(({ name }) => name)
            .join(', ')} with its data when the claim is deleted.`}
        </p>
      )}
    </>
  );
};
