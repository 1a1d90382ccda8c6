import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ComponentSpec, httpProbe, Probe } from '../../supervisor';
import { REPO_SERVER_SOCKET_NAME } from '../../tools';
import { pollingSettings } from './argocdPolling';
import { at, binaryComponent, HubContext } from './context';

const REPO_SERVER = 'argocd-repo-server';

/** Settings that all of Argo CD's parts share. */
function shared(context: HubContext, name: string) {
  const home = context.layout.path('tmp', name);
  const dir = (folder: string) => {
    const full = path.join(home, folder);
    mkdirSync(full, { recursive: true, mode: 0o700 });
    return full;
  };
  return {
    ARGOCD_BINARY_NAME: name,
    // Not by flag: not all parts heed it for all of their clients.
    KUBECONFIG: context.credentials.kubeconfig(name),
    // The parts run beside the cluster that they would else run in.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_TLS_DATA_PATH: dir('tls'),
    ARGOCD_SSH_DATA_PATH: dir('ssh'),
    ARGOCD_GNUPGHOME: dir('gpg'),
    ARGOCD_PLUGINSOCKFILEPATH: dir('plugins'),
    REDIS_PASSWORD: context.credentials.secrets.redisPassword,
    // A folder that is not there switches off what only a container has.
    ARGOCD_SERVER_STATIC_ASSETS: dir('static'),
    ...pollingSettings(context.repoRoot),
  };
}

interface Part {
  name: string;
  address: string;
  dependsOn: string[];
  args: string[];
  ready: Probe;
  uses?: string[];
  mayUse?: string[];
}

const part = (context: HubContext, options: Part): ComponentSpec =>
  binaryComponent(context, {
    ...options,
    binary: 'argocd',
    args: [...options.args, '--logformat=text', '--loglevel=info'],
    env: shared(context, options.name),
  });

/** Argo CD's four parts, all of the one binary. */
export function argocd(context: HubContext): ComponentSpec[] {
  const { ports } = context.layout;
  const useRedis = `--redis=127.0.0.1:${ports.redis}`;
  // Relative to the folders that the parts work in, side by side: a socket's path
  // has at most 107 bytes, and a checkout may lie deeper.
  const repoServer = `unix:../${REPO_SERVER}/${REPO_SERVER_SOCKET_NAME}`;
  const useRepoServer = [
    `--repo-server=${repoServer}`,
    '--repo-server-plaintext',
  ];
  const inArgocd = '--namespace=argocd';
  const definitions = 'argocd-definitions';
  const server = at('http', ports.argocdServer);
  const applicationMetrics = at('http', ports.applicationMetrics);
  return [
    part(context, {
      name: REPO_SERVER,
      address: `unix:${context.layout.path(
        'tmp',
        REPO_SERVER,
        REPO_SERVER_SOCKET_NAME,
      )}`,
      dependsOn: ['redis'],
      args: [
        '--metrics-address=127.0.0.1',
        `--metrics-port=${ports.repoServerMetrics}`,
        '--disable-tls',
        useRedis,
      ],
      uses: ['kustomize'],
      // Only for charts; all else goes on while it is being built.
      mayUse: ['helm'],
      ready: httpProbe({
        url: `${at('http', ports.repoServerMetrics)}/healthz?full=true`,
      }),
    }),
    part(context, {
      name: 'argocd-application-controller',
      address: applicationMetrics,
      dependsOn: [definitions, 'redis'],
      args: [
        inArgocd,
        `--metrics-port=${ports.applicationMetrics}`,
        ...useRepoServer,
        useRedis,
        '--status-processors=6',
        '--operation-processors=4',
        '--self-heal-timeout-seconds=1',
      ],
      ready: httpProbe({ url: `${applicationMetrics}/healthz` }),
    }),
    part(context, {
      name: 'argocd-applicationset-controller',
      address: at('http', ports.applicationSetWebhook),
      dependsOn: [definitions],
      args: [
        inArgocd,
        `--webhook-addr=127.0.0.1:${ports.applicationSetWebhook}`,
        `--metrics-addr=127.0.0.1:${ports.applicationSetMetrics}`,
        `--probe-addr=127.0.0.1:${ports.applicationSetProbe}`,
        `--argocd-repo-server=${repoServer}`,
        '--repo-server-plaintext',
      ],
      // Its probe address answers to nothing; these are its own figures.
      ready: httpProbe({
        url: `${at('http', ports.applicationSetMetrics)}/metrics`,
      }),
    }),
    part(context, {
      name: 'argocd-server',
      address: server,
      dependsOn: [definitions, 'redis'],
      args: [
        inArgocd,
        '--insecure',
        '--address=127.0.0.1',
        `--port=${ports.argocdServer}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${ports.argocdServerMetrics}`,
        ...useRepoServer,
        useRedis,
        '--x-frame-options=deny',
      ],
      ready: httpProbe({ url: `${server}/healthz` }),
    }),
  ];
}
