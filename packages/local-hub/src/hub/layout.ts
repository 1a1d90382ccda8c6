import path from 'node:path';

/** The port of the portal when none is given. */
export const DEFAULT_PORT = 7007;
const PORTS_PER_HUB = 100;
const OCTETS = 50;
const FIRST_OCTET = 88;
/** Services of each hub are 10.96.0.0/16, so no hub's pods are. */
const SERVICES_OCTET = 96;
const INSTEAD_OCTET = 86;

/** Where each part of a hub listens, relative to the portal's port. */
const OFFSETS = {
  portal: 0,
  forge: 1,
  apiserver: 2,
  etcdClient: 3,
  etcdPeer: 4,
  controllerManager: 5,
  scheduler: 6,
  kubelet: 7,
  kubeletHealth: 8,
  workflowMetrics: 9,
  workflowHealth: 10,
  argoServer: 11,
  redis: 12,
  repoServerMetrics: 14,
  applicationMetrics: 15,
  applicationSetWebhook: 16,
  applicationSetMetrics: 17,
  applicationSetProbe: 18,
  argocdServer: 19,
  argocdServerMetrics: 20,
  opencost: 21,
  prometheus: 23,
  talos: 25,
  localClusters: 27,
  crossplaneHealth: 22,
  crossplaneMetrics: 24,
  crossplaneWebhook: 26,
  composition: 28,
} as const;

/** A part that listens. */
export type PortName = keyof typeof OFFSETS;

/** Folders of a hub's state. */
export type Folder = 'run' | 'logs' | 'kube' | 'pki' | 'secrets' | 'tmp';

/** Where everything of one hub is. */
export interface Layout {
  stateDir: string;
  port: number;
  ports: Readonly<Record<PortName, number>>;
  /** The absolute path of something in the state folder. */
  path: (...parts: string[]) => string;
  /** Run records of the supervisor's processes. */
  recordDir: string;
  logDir: string;
  runDir: string;
  statusFile: string;
  /** Addresses of pods and load balancers, of this hub's own. */
  network: PodNetwork;
}

/**
 * Address ranges of the node agent. Where pods share the host's network, theirs
 * is nominal, since Kubernetes refuses 127.x in endpoints, and their processes
 * bind a loopback one.
 */
export interface PodNetwork {
  /** For example `10.88.0.0/16`. */
  pods: string;
  /** Where processes of pods bind that share the host's network, for example `127.88.0.0/16`. */
  processes: string;
  /** For Services of type LoadBalancer, for example `127.89.0.0/24`. */
  loadBalancers: string;
}

function network(port: number): PodNetwork {
  const index = Math.floor((port - DEFAULT_PORT) / PORTS_PER_HUB) % OCTETS;
  const own = FIRST_OCTET + 2 * ((index + OCTETS) % OCTETS);
  const octet = own === SERVICES_OCTET ? INSTEAD_OCTET : own;
  return {
    pods: `10.${octet}.0.0/16`,
    processes: `127.${octet}.0.0/16`,
    loadBalancers: `127.${octet + 1}.0.0/24`,
  };
}

/**
 * The layout of the hub with this state folder and portal port. Hubs side by
 * side need ports 100 apart.
 */
export function layout(stateDir: string, port = DEFAULT_PORT): Layout {
  const highest = 65_535 - Math.max(...Object.values(OFFSETS));
  if (!Number.isInteger(port) || port < 1024 || port > highest) {
    throw new Error(
      `The port must be a whole number from 1024 to ${highest}, since the hub takes the ports after it too; it is ${port}.`,
    );
  }
  const absolute = path.resolve(stateDir);
  const inState = (...parts: string[]) => path.join(absolute, ...parts);
  return {
    stateDir: absolute,
    port,
    ports: Object.fromEntries(
      Object.entries(OFFSETS).map(([name, offset]) => [name, port + offset]),
    ) as Record<PortName, number>,
    path: inState,
    recordDir: inState('run', 'components'),
    logDir: inState('logs'),
    runDir: inState('run'),
    statusFile: inState('run', 'status.json'),
    network: network(port),
  };
}
