import {
  type ClusterNodes,
  type NodePage,
  type NodeSummary,
  type NodeTalos,
} from '@illm-lab/plugin-hub-common';

const GIB = 1024 ** 3;

/** What Talos says of a machine that is well; what differs is given. */
export function someTalos(given: Partial<NodeTalos> = {}): NodeTalos {
  return {
    address: '10.0.0.1',
    source: { name: 'Talos on 10.0.0.1', connected: true },
    since: '2026-11-23T08:00:00Z',
    version: { tag: 'v1.12.4', platform: 'metal', schematic: 'abc123' },
    machine: {
      stage: 'running',
      ready: false,
      unmet: [{ name: 'services', reason: 'kubelet is not healthy' }],
    },
    services: [
      {
        id: 'kubelet',
        state: 'Running',
        healthy: false,
        message: 'context deadline exceeded',
        since: '2026-11-23T11:50:00Z',
      },
      {
        id: 'syslogd',
        state: 'Running',
        healthy: null,
        message: '',
        since: null,
      },
    ],
    etcd: {
      members: [
        { id: '255', hostname: 'n100-a', learner: false },
        { id: '16', hostname: 'n100-b', learner: true },
      ],
      leader: '255',
      memberId: '255',
      alarms: ['NOSPACE'],
      dbSize: 90 * 1024 ** 2,
      dbSizeInUse: 45 * 1024 ** 2,
      errors: [],
    },
    load: [0.5, 0.25, 0.125],
    cpu: 0.4,
    memory: { total: 16 * GIB, available: 4 * GIB },
    disks: [
      {
        name: '/dev/nvme0n1',
        size: 512 * GIB,
        model: 'KINGSTON',
        transport: 'nvme',
        rotational: false,
      },
    ],
    mounts: [
      {
        filesystem: '/dev/nvme0n1p6',
        mountedOn: '/var',
        size: 500 * GIB,
        available: 45 * GIB,
      },
    ],
    bootedAt: '2026-11-18T08:00:00Z',
    time: { synced: true, syncDisabled: false },
    certificates: [
      {
        name: 'client',
        subject: 'O=os:reader',
        expiresAt: '2027-11-23T00:00:00Z',
      },
    ],
    gaps: [],
    ...given,
  };
}

/** A node that is well; what differs is given. */
export function aNode(given: Partial<NodeSummary> = {}): NodeSummary {
  return {
    cluster: 'hub',
    name: 'n100-a',
    health: 'well',
    sentence: 'All well.',
    resources: {
      cpu: { capacity: 4, allocatable: 4, requested: 1.5, used: 1.6 },
      memory: {
        capacity: 16 * GIB,
        allocatable: 15 * GIB,
        requested: 0,
        used: 12 * GIB,
      },
      pods: { capacity: 110, allocatable: 110, requested: 12, used: 12 },
      usedFrom: 'Talos',
      usedAt: null,
    },
    versions: [
      {
        part: 'Talos',
        running: 'v1.12.4',
        declared: 'v1.13.0',
        state: 'due',
      },
      {
        part: 'Kubernetes',
        running: 'v1.35.4',
        declared: 'v1.35.4',
        state: 'current',
      },
    ],
    kubernetes: {
      roles: ['control-plane'],
      createdAt: '2026-11-01T08:00:00Z',
      kubeletVersion: 'v1.35.4',
      osImage: 'Talos (v1.12.4)',
      kernelVersion: '6.12.0-talos',
      containerRuntime: 'containerd://2.1.0',
      architecture: 'amd64',
      addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
      unschedulable: false,
      ready: true,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          healthy: true,
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          since: '2026-11-23T08:00:00Z',
        },
        {
          type: 'DiskPressure',
          status: 'True',
          healthy: false,
          reason: 'KubeletHasDiskPressure',
          message: 'kubelet has disk pressure',
          since: '2026-11-23T11:00:00Z',
        },
      ],
      taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
      podPhases: { Running: 12 },
    },
    talos: someTalos(),
    history: {
      until: '2026-11-23T12:00:00Z',
      stepSeconds: 90,
      cpu: [0.1, null, 0.4],
      memory: [0.75, 0.75, 0.75],
    },
    ...given,
  };
}

/** A cluster that answers; what differs is given. */
export function aCluster(given: Partial<ClusterNodes> = {}): ClusterNodes {
  return {
    cluster: 'hub',
    title: 'Hub',
    health: 'well',
    sentence: '1 node, well.',
    nodes: 1,
    unwell: 0,
    pods: 12,
    source: { name: 'Kubernetes of Hub', connected: true },
    ...given,
  };
}

/** A page of nodes; what differs is given. */
export function aNodePage(given: Partial<NodePage> = {}): NodePage {
  const items = given.items ?? [aNode()];
  return {
    total: items.length,
    clusters: [aCluster()],
    source: { name: 'Clusters', connected: true },
    talos: { name: 'Talos', connected: true },
    ...given,
    items,
  };
}
