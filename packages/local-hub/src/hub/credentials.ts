import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { CertificateFiles, CertificateStore } from '../pki';
import { updateFile, writeFileAtomic } from '../supervisor';
import { identities } from './identities';
import { writeTalosconfig } from '../talos/talosconfig';
import { writeKubeconfig } from './kubeconfig';
import { Layout } from './layout';
import { loadSecrets, Secrets, TOKEN_USERS } from './secrets';

const LOOPBACK = ['127.0.0.1', 'localhost'];
/** First address of the API server's service range, its Service's address. */
const API_SERVICE = [
  '10.96.0.1',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
];

/** Who has it in a certificate for the node agent may read figures only. */
const METRICS_READERS = 'illm-lab:metrics';

/** Everything by which the parts of a hub know each other. */
export interface Credentials {
  secrets: Secrets;
  apiserver: CertificateFiles;
  /** The API server as a client of etcd. */
  etcdClient: CertificateFiles;
  etcdServer: CertificateFiles;
  controllerManager: CertificateFiles;
  scheduler: CertificateFiles;
  /** The node agent as a server. */
  kubelet: CertificateFiles;
  /** The API server as a client of the node agent. */
  kubeletClient: CertificateFiles;
  /** Prometheus as a client of the node agent, which gives it figures only. */
  metricsReader: CertificateFiles;
  /** The forge as a server, for clients that insist on https. */
  forge: CertificateFiles;
  /** The stand-in for the Talos API as a server. */
  talos: CertificateFiles;
  /** The stand-in as a client of etcd, which it asks how it is. */
  talosEtcdClient: CertificateFiles;
  /** Crossplane as a server of its webhook. */
  crossplane: CertificateFiles;
  /** Crossplane as a client of composition functions. */
  crossplaneClient: CertificateFiles;
  /** The composition function, which answers Crossplane alone. */
  composition: CertificateFiles;
  /** The portal's access to that API. */
  talosconfig: string;
  /** The person at this computer, for probes and the bootstrap. */
  admin: CertificateFiles;
  serviceAccountKeyFile: string;
  serviceAccountPublicKeyFile: string;
  tokenFile: string;
  /** The file of what OpenCost asks for, for Prometheus. */
  openCostTokenFile: string;
  /** Stands for all certificates as they are now; another after a renewal. */
  identity: () => string;
  /** The file of a component's kubeconfig. */
  kubeconfig: (name: string) => string;
}

function serviceAccountKeys(layout: Layout) {
  const key = layout.path('pki', 'service-account.key');
  const pub = layout.path('pki', 'service-account.pub');
  if (!existsSync(key) || !existsSync(pub)) {
    const pair = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    writeFileAtomic(key, pair.privateKey);
    writeFileAtomic(pub, pair.publicKey);
  }
  return { serviceAccountKeyFile: key, serviceAccountPublicKeyFile: pub };
}

/** A line of the API server's token file: token, user, id, groups. */
function tokenLine(token: string, user: string): string {
  const namespace = user.split(':')[2];
  const groups = `system:serviceaccounts,system:serviceaccounts:${namespace}`;
  return `${token},${user},${user},"${groups}"\n`;
}

/**
 * Makes what is missing or about to expire. Each purpose has an authority of
 * its own: a certificate for the API server opens neither etcd nor the node
 * agent, which accept whatever their authority signed.
 */
export async function prepareCredentials(layout: Layout): Promise<Credentials> {
  for (const folder of ['kube', 'run', 'logs', 'tmp']) {
    mkdirSync(layout.path(folder), { recursive: true, mode: 0o700 });
  }
  const store = new CertificateStore(layout.path('pki'));
  const server = (name: string, authority: string, hosts: string[] = []) =>
    store.certificate(name, authority, {
      commonName: name,
      hosts: [...LOOPBACK, ...hosts],
      usage: ['server'],
    });
  const client = (name: string, authority: string) =>
    store.certificate(name, authority, { commonName: name, usage: ['client'] });

  const secrets = loadSecrets(layout.path('secrets'));
  const kubeconfig = (name: string) =>
    layout.path('kube', `${name}.kubeconfig`);
  const ca = (await store.authority('kubernetes')).cert;
  const apiUrl = `https://127.0.0.1:${layout.ports.apiserver}`;

  const users = await Promise.all(
    identities.map(async ({ name, user, groups }) => {
      const pair = await store.certificate(`user-${name}`, 'kubernetes', {
        commonName: user,
        organizations: groups,
        usage: ['client'],
      });
      writeKubeconfig(kubeconfig(name), {
        server: apiUrl,
        ca,
        user: name,
        credential: pair,
      });
      return [name, pair] as const;
    }),
  );
  for (const [name, token] of [
    ['portal', secrets.portalToken],
    ['argo-server', secrets.argoServerToken],
  ]) {
    writeKubeconfig(kubeconfig(name), {
      server: apiUrl,
      ca,
      user: name,
      credential: { token },
    });
  }

  const tokenFile = layout.path('secrets', 'tokens.csv');
  updateFile(
    tokenFile,
    tokenLine(secrets.portalToken, TOKEN_USERS.portal) +
      tokenLine(secrets.argoServerToken, TOKEN_USERS.argoServer),
  );

  const talosconfig = layout.path('talos', 'portal.talosconfig');
  mkdirSync(layout.path('talos'), { recursive: true, mode: 0o700 });
  writeTalosconfig(talosconfig, {
    endpoint: `127.0.0.1:${layout.ports.talos}`,
    ca: (await store.authority('talos')).cert,
    client: await store.certificate('talos-portal', 'talos', {
      commonName: 'portal',
      organizations: ['os:reader'],
      usage: ['client'],
    }),
  });

  return {
    secrets,
    forge: await server('forge', 'forge'),
    talos: await server('talos', 'talos'),
    talosEtcdClient: await client('talos-etcd', 'etcd'),
    crossplane: await server('crossplane-webhook', 'crossplane'),
    crossplaneClient: await client('crossplane', 'crossplane'),
    composition: await server('composition', 'crossplane'),
    talosconfig,
    apiserver: await server('apiserver', 'kubernetes', API_SERVICE),
    controllerManager: await server('controller-manager', 'kubernetes'),
    scheduler: await server('scheduler', 'kubernetes'),
    etcdServer: await store.certificate('etcd', 'etcd', {
      commonName: 'etcd',
      hosts: LOOPBACK,
      // etcd is also its own peer's client.
      usage: ['server', 'client'],
    }),
    etcdClient: await client('apiserver-etcd', 'etcd'),
    kubelet: await server('kubelet', 'kubelet'),
    kubeletClient: await client('apiserver-kubelet', 'kubelet'),
    metricsReader: await store.certificate('prometheus', 'kubelet', {
      commonName: 'prometheus',
      organizations: [METRICS_READERS],
      usage: ['client'],
    }),
    admin: new Map(users).get('admin')!,
    ...serviceAccountKeys(layout),
    tokenFile,
    openCostTokenFile: layout.path('secrets', 'opencost-token'),
    kubeconfig,
    identity: () => store.identity(),
  };
}
