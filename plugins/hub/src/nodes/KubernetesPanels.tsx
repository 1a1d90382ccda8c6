import {
  type NodeDetail,
  type NodeKubernetes,
  type NodePod,
} from '@illm-lab/plugin-hub-common';
import { Facts } from '../components/Facts';
import { Panel } from '../components/Panel';
import { SourceNotice } from '../components/SourceNotice';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { Table } from '../components/Table';
import styles from './nodes.module.css';
import { bytes, number, versionWords } from './words';

const Conditions = ({ conditions }: Pick<NodeKubernetes, 'conditions'>) => (
  <Table
    label="Conditions"
    columns={['Condition', 'State', 'Since', 'Message']}
    rows={conditions.map(
      ({ type, status, healthy, since, message, reason }) => ({
        key: type,
        cells: [
          type,
          <StatusTag
            key="state"
            status={
              healthy
                ? { word: 'As it should be', tone: 'good' }
                : {
                    word:
                      status === 'Unknown'
                        ? 'Not known'
                        : 'Not as it should be',
                    tone: 'bad',
                  }
            }
          />,
          since ? <TimeAgo at={since} /> : '–',
          message || reason || '–',
        ],
      }),
    )}
  />
);

const Pods = ({ pods }: { pods: NodePod[] }) => (
  <Table
    label="Pods on this node"
    columns={['Pod', 'State', 'Cores', 'Memory', 'Namespace']}
    rows={pods.map(({ namespace, name, phase, cpu, memory }) => ({
      key: `${namespace}/${name}`,
      cells: [
        name,
        phase,
        cpu === 0 ? '–' : number(cpu),
        memory === 0 ? '–' : bytes(memory),
        namespace,
      ],
    }))}
  />
);

/** What Kubernetes says of a node. */
export const KubernetesPanels = ({ detail }: { detail: NodeDetail }) => {
  const { node, pods, source } = detail;
  const { kubernetes } = node;
  const check = node.versions.find(({ part }) => part === 'Kubernetes');
  return (
    <>
      <Panel title="Kubernetes">
        <SourceNotice source={source} />
        {!kubernetes && (
          <p className={styles.note}>Kubernetes has no node of this name.</p>
        )}
        {kubernetes && (
          <>
            <Facts
              items={[
                { name: 'Kubelet', value: check ? versionWords(check) : '–' },
                { name: 'System', value: kubernetes.osImage || '–' },
                { name: 'Kernel', value: kubernetes.kernelVersion || '–' },
                {
                  name: 'Containers by',
                  value: kubernetes.containerRuntime || '–',
                },
                {
                  name: 'Addresses',
                  value:
                    kubernetes.addresses
                      .map(({ address }) => address)
                      .join(', ') || '–',
                },
                { name: 'Roles', value: kubernetes.roles.join(', ') || 'none' },
                {
                  name: 'New pods',
                  value: kubernetes.unschedulable
                    ? 'none: cordoned'
                    : 'welcome',
                },
                {
                  name: 'Taints',
                  value:
                    kubernetes.taints
                      .map(
                        ({ key, value, effect }) =>
                          `${key}${value && `=${value}`}:${effect}`,
                      )
                      .join(', ') || 'none',
                },
                {
                  name: 'Joined',
                  value: kubernetes.createdAt ? (
                    <TimeAgo at={kubernetes.createdAt} />
                  ) : (
                    '–'
                  ),
                },
              ]}
            />
            <Conditions conditions={kubernetes.conditions} />
          </>
        )}
      </Panel>
      <Panel title="Pods">
        {pods.length > 0 ? (
          <Pods pods={pods} />
        ) : (
          <p className={styles.note}>No pods are on this node.</p>
        )}
      </Panel>
    </>
  );
};
