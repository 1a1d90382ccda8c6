import { type Status } from '../format/phase';
import { type NodeSummary, type NodeTalos } from '@illm-lab/plugin-hub-common';
import { Facts } from '../components/Facts';
import { Panel } from '../components/Panel';
import { SourceNotice } from '../components/SourceNotice';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { Table } from '../components/Table';
import { clockTime } from '../format/time';
import { percent } from '@illm-lab/plugin-hub-common';
import styles from './nodes.module.css';
import { bytes, etcdWords, number, versionWords } from './words';

function clockWords(time: NodeTalos['time']): string {
  if (!time) return 'not known';
  if (time.synced) return 'synchronized';
  return time.syncDisabled ? 'synchronization is off' : 'not synchronized';
}

const Machine = ({ node, talos }: { node: NodeSummary; talos: NodeTalos }) => {
  const { version, machine, load, bootedAt, time } = talos;
  const check = node.versions.find(({ part }) => part === 'Talos');
  const noTalos = version
    ? `none: a stand-in of ${version.platform} answers`
    : 'not known';
  return (
    <>
      <Facts
        items={[
          {
            name: 'Talos',
            value: check ? versionWords(check) : noTalos,
          },
          ...(version?.schematic
            ? [
                {
                  name: 'Schematic',
                  value: (
                    <span className={styles.code}>{version.schematic}</span>
                  ),
                },
              ]
            : []),
          {
            name: 'Stage',
            value: machine
              ? `${machine.stage}, ${machine.ready ? 'ready' : 'not ready'}`
              : 'not known',
          },
          {
            name: 'Running since',
            value: bootedAt ? <TimeAgo at={bootedAt} /> : 'not known',
          },
          {
            name: 'Load, 1, 5 and 15 min',
            value: load ? load.map(number).join(', ') : 'not known',
          },
          {
            name: 'Clock',
            value: clockWords(time),
          },
          ...talos.certificates.map(({ name, subject, expiresAt }) => ({
            name: name === 'client' ? 'Our certificate' : 'Its certificate',
            value: (
              <span title={subject}>{`until ${expiresAt.slice(0, 10)}`}</span>
            ),
          })),
        ]}
      />
      {machine && machine.unmet.length > 0 && (
        <>
          <p>It waits for:</p>
          <ul className={styles.list}>
            {machine.unmet.map(({ name, reason }) => (
              <li key={name}>{`${name}: ${reason}`}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const Gaps = ({ gaps }: Pick<NodeTalos, 'gaps'>) =>
  gaps.length === 0 ? null : (
    <ul className={styles.list} role="status">
      {gaps.map(({ part, reason, lastGoodAt }) => (
        <li key={part}>
          {`No answer about ${part}: ${reason}`}
          {lastGoodAt && ` Shown as of ${clockTime(lastGoodAt)}.`}
        </li>
      ))}
    </ul>
  );

function serviceState(healthy: boolean | null, state: string): Status {
  if (healthy === null) return { word: state, tone: 'stopped' };
  return healthy
    ? { word: 'Healthy', tone: 'good' }
    : { word: 'Not healthy', tone: 'bad' };
}

const Services = ({ services }: { services: NodeTalos['services'] }) => (
  <Table
    label="Services of the machine"
    columns={['Service', 'State', 'Health', 'Since', 'Last message']}
    rows={(services ?? []).map(({ id, state, healthy, since, message }) => ({
      key: id,
      cells: [
        id,
        state,
        <StatusTag
          key="health"
          status={serviceState(healthy, 'Not checked')}
        />,
        since ? <TimeAgo at={since} /> : '–',
        message || '–',
      ],
    }))}
  />
);

const Etcd = ({
  node,
  etcd,
}: {
  node: NodeSummary;
  etcd: NonNullable<NodeTalos['etcd']>;
}) => {
  const roleOf = (id: string) => (id === etcd.leader ? 'leader' : 'follower');
  return (
    <>
      <p className={styles.sentence}>{etcdWords(node)}</p>
      <Table
        label="Members of etcd"
        columns={['Member', 'Role', 'Id']}
        rows={etcd.members.map(({ id, hostname, learner }) => ({
          key: id,
          cells: [
            hostname,
            learner ? 'learner' : roleOf(id),
            <span key="id" className={styles.code}>
              {BigInt(id).toString(16)}
            </span>,
          ],
        }))}
      />
      {etcd.dbSizeInUse !== null && (
        <p className={styles.note}>
          {`${bytes(etcd.dbSizeInUse)} of the database are in use.`}
        </p>
      )}
    </>
  );
};

const Storage = ({ disks, mounts }: Pick<NodeTalos, 'disks' | 'mounts'>) => (
  <>
    {mounts && mounts.length > 0 && (
      <Table
        label="Mounted file systems"
        columns={['Mounted at', 'Used', 'Size', 'From']}
        rows={mounts.map(({ mountedOn, size, available, filesystem }) => ({
          key: mountedOn,
          cells: [
            mountedOn,
            percent(1 - available / size),
            bytes(size),
            filesystem,
          ],
        }))}
      />
    )}
    {disks && disks.length > 0 && (
      <Table
        label="Disks"
        columns={['Disk', 'Size', 'Kind', 'Model']}
        rows={disks.map(({ name, size, transport, rotational, model }) => ({
          key: name,
          cells: [
            name,
            bytes(size),
            [transport, rotational && 'rotating'].filter(Boolean).join(', ') ||
              '–',
            model || '–',
          ],
        }))}
      />
    )}
  </>
);

/** What Talos says of a node; each part by itself. */
export const TalosPanels = ({ node }: { node: NodeSummary }) => {
  const { talos } = node;
  if (!talos) return null;
  const { source, since, gaps, services, etcd, disks, mounts } = talos;
  return (
    <>
      <Panel title="Machine">
        <SourceNotice source={source} />
        {!source.connected && since && (
          <p className={styles.note}>
            Not reachable since <TimeAgo at={since} />.
          </p>
        )}
        <Gaps gaps={gaps} />
        <Machine node={node} talos={talos} />
      </Panel>
      {etcd && (
        <Panel title="etcd">
          <Etcd node={node} etcd={etcd} />
        </Panel>
      )}
      {services && (
        <Panel title="Services">
          <Services services={services} />
        </Panel>
      )}
      {(disks || mounts) && (
        <Panel title="Storage">
          <Storage disks={disks} mounts={mounts} />
        </Panel>
      )}
    </>
  );
};
