import { mkdirSync, readFileSync } from 'node:fs';
import { findRedis, installRedis } from '../host';
import { argocd } from '../hub/components/argocd';
import { HubContext } from '../hub/components/context';
import { controlPlane } from '../hub/components/controlPlane';
import { nodeAgent } from '../hub/components/nodeAgent';
import { redis } from '../hub/components/redis';
import { workflows } from '../hub/components/workflows';
import { writeRedisConfig } from '../hub/redisConfig';
import { ComponentSpec, Logger, Supervisor } from '../supervisor';
import { clusterSteps } from './clusterSteps';
import { Group, GroupState } from '../clusters/groups';
import { tokenAccess } from '../clusters/kubeconfig';
import { ClusterAccess, MadeCluster } from '../clusters/Maker';

/** Parts of Argo that an orchestrator runs; the others serve people. */
const ORCHESTRATOR_PARTS = [
  'workflow-controller',
  'argocd-repo-server',
  'argocd-application-controller',
];

/** What a cluster consists of, by what a person would call it. */
const GROUPS = {
  'control-plane': [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
  ],
  node: ['node-agent'],
  argo: ['redis', ...ORCHESTRATOR_PARTS],
} as const;

/**
 * Time from SIGTERM to SIGKILL. A cluster is thrown away or, with its hub, put to
 * rest; an API server would wait for whoever still watches it. The node agent
 * keeps its own time, for what its pods still do.
 */
const GRACE_MS = 1_000;

/** All of one cluster's processes. */
export class LocalCluster implements MadeCluster {
  readonly endpoint: string;
  private readonly supervisor: Supervisor;
  private readonly names: Set<string>;

  constructor(
    private readonly context: HubContext,
    options: {
      /** Whether Argo Workflows and Argo CD are part of it. */
      withArgo: boolean;
      cacheDir: string;
      /** Ports of this computer that its pods may reach: other API servers. */
      reach: number[];
      logger: Logger;
      onChange: () => void;
    },
  ) {
    this.endpoint = `https://127.0.0.1:${context.layout.ports.apiserver}`;
    const components: ComponentSpec[] = [
      ...[
        ...controlPlane(context),
        ...(options.withArgo ? argo(context, options.cacheDir) : []),
      ].map(component => ({ ...component, graceMs: GRACE_MS })),
      nodeAgent(context, { reach: options.reach }),
    ];
    this.names = new Set(components.map(({ name }) => name));
    this.supervisor = new Supervisor({
      components,
      steps: clusterSteps(context, options.withArgo),
      recordDir: context.layout.recordDir,
      logDir: context.layout.logDir,
      logger: options.logger,
      onChange: options.onChange,
    });
  }

  start(): Promise<void> {
    return this.supervisor.start();
  }

  stop(): Promise<void> {
    return this.supervisor.stop();
  }

  async access(): Promise<ClusterAccess> {
    const read = (user: string) =>
      readFileSync(
        this.context.layout.path('kube', `${user}.kubeconfig`),
        'utf8',
      );
    return { kubeconfig: read('admin'), portal: tokenAccess(read('portal')) };
  }

  group(group: Group): GroupState | undefined {
    const members: readonly string[] = GROUPS[group];
    if (!this.names.has(members[members.length - 1])) return undefined;
    const { components, steps } = this.supervisor.status();
    const missing = components.filter(
      ({ name, ready }) => members.includes(name) && !ready,
    );
    const open = steps.filter(({ done }) => !done);
    return {
      ready: missing.length === 0,
      message: missing
        .map(({ name, message }) => `${name}: ${message}`)
        .concat(
          group === 'control-plane'
            ? []
            : open.map(({ name, message }) => `${name}: ${message}`),
        )
        .join('; '),
    };
  }
}

function argo(context: HubContext, cacheDir: string): ComponentSpec[] {
  const { layout, credentials } = context;
  mkdirSync(layout.path('redis'), { recursive: true, mode: 0o700 });
  return [
    redis(context, {
      find: () => findRedis(cacheDir),
      install: () => installRedis(cacheDir),
      configFile: writeRedisConfig(
        layout.path('redis'),
        layout.ports.redis,
        credentials.secrets.redisPassword,
      ),
    }),
    ...[...workflows(context), ...argocd(context)].filter(({ name }) =>
      ORCHESTRATOR_PARTS.includes(name),
    ),
  ];
}
