import { ComponentSpec, httpProbe } from '../../supervisor';
import { CertificateFiles } from '../../pki';
import { at, binaryComponent, HubContext } from './context';

/** Cluster addresses of Services, which nothing routes on the local hub. */
export const SERVICE_RANGE = '10.96.0.0/16';
/** What etcd calls its one member. */
export const ETCD_MEMBER = 'hub';
const TLS_VERSION = 'VersionTLS12';

function etcd(context: HubContext): ComponentSpec {
  const { ports, path } = context.layout;
  const { etcdServer, etcdClient } = context.credentials;
  const client = at('https', ports.etcdClient);
  const peer = at('https', ports.etcdPeer);
  return binaryComponent(context, {
    name: 'etcd',
    binary: 'etcd',
    address: client,
    args: [
      `--name=${ETCD_MEMBER}`,
      `--data-dir=${path('etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=${ETCD_MEMBER}=${peer}`,
      '--client-cert-auth',
      `--cert-file=${etcdServer.certFile}`,
      `--key-file=${etcdServer.keyFile}`,
      `--trusted-ca-file=${etcdServer.caFile}`,
      '--peer-client-cert-auth',
      `--peer-cert-file=${etcdServer.certFile}`,
      `--peer-key-file=${etcdServer.keyFile}`,
      `--peer-trusted-ca-file=${etcdServer.caFile}`,
      '--snapshot-count=5000',
      ...(context.disposable ? ['--unsafe-no-fsync'] : []),
      '--log-level=warn',
    ],
    ready: httpProbe({ url: `${client}/readyz`, ...etcdClient }),
  });
}

function apiserver(context: HubContext): ComponentSpec {
  const { ports } = context.layout;
  const c = context.credentials;
  return binaryComponent(context, {
    name: 'kube-apiserver',
    binary: 'kube-apiserver',
    address: at('https', ports.apiserver),
    dependsOn: ['etcd'],
    args: [
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${ports.apiserver}`,
      '--endpoint-reconciler-type=none',
      `--etcd-servers=${at('https', ports.etcdClient)}`,
      `--etcd-cafile=${c.etcdClient.caFile}`,
      `--etcd-certfile=${c.etcdClient.certFile}`,
      `--etcd-keyfile=${c.etcdClient.keyFile}`,
      '--anonymous-auth=false',
      '--authorization-mode=RBAC',
      `--client-ca-file=${c.apiserver.caFile}`,
      `--token-auth-file=${c.tokenFile}`,
      `--tls-cert-file=${c.apiserver.certFile}`,
      `--tls-private-key-file=${c.apiserver.keyFile}`,
      `--tls-min-version=${TLS_VERSION}`,
      `--service-account-key-file=${c.serviceAccountPublicKeyFile}`,
      `--service-account-signing-key-file=${c.serviceAccountKeyFile}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-cluster-ip-range=${SERVICE_RANGE}`,
      `--kubelet-certificate-authority=${c.kubeletClient.caFile}`,
      `--kubelet-client-certificate=${c.kubeletClient.certFile}`,
      `--kubelet-client-key=${c.kubeletClient.keyFile}`,
      '--kubelet-preferred-address-types=InternalIP',
      '--allow-privileged',
      // Definitions are megabytes, and the cache would keep each version that
      // a watcher might still want: 300 MB after an installation.
      '--watch-cache-sizes=customresourcedefinitions.apiextensions.k8s.io#0',
      '--profiling=false',
      // Pods and claims take the cost labels that they lack from their
      // namespace; what does it is beta, and off unless switched on.
      '--feature-gates=MutatingAdmissionPolicy=true',
      '--runtime-config=admissionregistration.k8s.io/v1beta1=true',
    ],
    ready: httpProbe({
      url: `${at('https', ports.apiserver)}/readyz`,
      ...c.admin,
    }),
    graceMs: 15_000,
  });
}

/** Flags that controller-manager and scheduler have in common. */
function controllerFlags(
  kubeconfig: string,
  port: number,
  tls: CertificateFiles,
) {
  return [
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${tls.certFile}`,
    `--tls-private-key-file=${tls.keyFile}`,
    `--tls-min-version=${TLS_VERSION}`,
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--kube-api-qps=300',
    '--kube-api-burst=600',
    '--profiling=false',
  ];
}

function controllerManager(context: HubContext): ComponentSpec {
  const name = 'kube-controller-manager';
  const port = context.layout.ports.controllerManager;
  const { controllerManager: tls, ...c } = context.credentials;
  const address = at('https', port);
  return binaryComponent(context, {
    name,
    binary: name,
    address,
    dependsOn: ['kube-apiserver'],
    args: [
      ...controllerFlags(c.kubeconfig(name), port, tls),
      `--root-ca-file=${tls.caFile}`,
      `--service-account-private-key-file=${c.serviceAccountKeyFile}`,
      '--use-service-account-credentials',
    ],
    ready: httpProbe({ url: `${address}/healthz`, caFile: tls.caFile }),
  });
}

function scheduler(context: HubContext): ComponentSpec {
  const name = 'kube-scheduler';
  const port = context.layout.ports.scheduler;
  const { scheduler: tls, ...c } = context.credentials;
  const address = at('https', port);
  return binaryComponent(context, {
    name,
    binary: name,
    address,
    dependsOn: ['kube-apiserver'],
    args: controllerFlags(c.kubeconfig(name), port, tls),
    ready: httpProbe({ url: `${address}/healthz`, caFile: tls.caFile }),
  });
}

/** Kubernetes' own parts. */
export const controlPlane = (context: HubContext): ComponentSpec[] => [
  etcd(context),
  apiserver(context),
  controllerManager(context),
  scheduler(context),
];
