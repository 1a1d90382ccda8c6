import { Link, Skeleton } from '@backstage/ui';
import { type Service, type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { PageNotices } from '../components/PageNotices';
import { isNotFound } from '../state/queries';
import { About } from './About';
import { Differences } from './Differences';
import { History } from './History';
import { NoSuchService } from './NoSuchService';
import { OperationPanel } from './OperationPanel';
import { useService, useServiceHref } from './queries';
import { ResourceTree } from './ResourceTree';
import { ServiceHeader } from './ServiceHeader';
import styles from './services.module.css';

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the service">
    <Skeleton height={32} width="60%" />
    <Skeleton height={20} width="40%" style={{ marginTop: 12 }} />
    <Skeleton height={320} style={{ marginTop: 24 }} />
  </div>
);

const Blockers = ({ blockedBy }: Pick<Service, 'blockedBy'>) => {
  const href = useServiceHref();
  if (blockedBy.length === 0) return null;
  return (
    <section className={styles.blockers} aria-label="What it waits for">
      <p>{`It waits for wave ${blockedBy[0].wave}. Not healthy there:`}</p>
      <ul className={styles.list}>
        {blockedBy.map(({ kind, name, service, reason }) => (
          <li key={`${kind} ${name}`}>
            {service ? (
              <Link href={href(name)}>{name}</Link>
            ) : (
              `${kind} ${name}`
            )}
            {`: ${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Parts = ({ detail }: { detail: ServiceDetail }) => {
  const { service, differences, tree, history } = detail;
  const { sync } = service;
  return (
    <>
      <Blockers blockedBy={service.blockedBy} />
      {(sync.status !== 'Synced' || !differences.source.connected) && (
        <Panel title="What differs from Git">
          <SourceNotice source={differences.source} />
          {differences.items.length > 0 ? (
            <Differences items={differences.items} />
          ) : (
            <p className={styles.quiet}>{sync.reason}</p>
          )}
        </Panel>
      )}
      <Panel title="Resources">
        <SourceNotice source={tree.source} />
        {tree.items.length > 0 ? (
          <ResourceTree items={tree.items} />
        ) : (
          <p className={styles.quiet}>
            Here will be its objects, with what each has made.
          </p>
        )}
      </Panel>
      {service.operation && (
        <Panel title="Last operation">
          <OperationPanel operation={service.operation} />
        </Panel>
      )}
      <Panel title="History">
        {history.length > 0 ? (
          <History service={service} items={history} />
        ) : (
          <p className={styles.quiet}>Nothing was deployed yet.</p>
        )}
      </Panel>
      <Panel title="About">
        <About service={service} />
      </Panel>
    </>
  );
};

/** One service in full: how it is, what differs, its objects and its history. */
export const ServiceView = ({
  name,
  showName,
}: {
  name: string;
  showName?: boolean;
}) => {
  const { data, error, refetch } = useService(name);
  if (isNotFound(error)) {
    return <NoSuchService name={name} />;
  }
  return (
    <>
      <PageNotices />
      {error && !data && (
        <Problem what="The service" error={error} onRetry={refetch} />
      )}
      {data && (
        <>
          <SourceNotice source={data.source} error={error} what="The service" />
          <ServiceHeader detail={data} showName={showName} />
          <Parts detail={data} />
        </>
      )}
      {!data && !error && <Loading />}
    </>
  );
};
