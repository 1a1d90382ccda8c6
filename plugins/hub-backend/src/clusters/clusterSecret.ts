import { KubeConfig } from '@kubernetes/client-node';
import {
  ClusterRole,
  CLUSTER_ROLES,
  LABEL_CLUSTER_ROLE,
  LABEL_EXPERIMENT,
  LABEL_RUN,
} from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { KubeObject } from '../kube/types';

/** A Secret of Kubernetes; the values are base64. */
export interface Secret extends KubeObject {
  data?: Record<string, string>;
}

/** What Argo CD's cluster secret says, and how to get there. */
export interface ClusterSecret {
  /** Name of the Secret, which is unique. */
  secret: string;
  /** Argo CD's name of the cluster. */
  name: string;
  server: string;
  experiment?: string;
  role?: ClusterRole;
  run?: string;
  /** Throws, with what is wrong, when the credentials are of no use. */
  kubeConfig(): KubeConfig;
}

/**
 * The `config` of a cluster secret, as far as the portal can use it
 * (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters).
 */
const configSchema = z.object({
  bearerToken: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  tlsClientConfig: z
    .object({
      insecure: z.boolean().optional(),
      serverName: z.string().optional(),
      caData: z.string().optional(),
      certData: z.string().optional(),
      keyData: z.string().optional(),
    })
    .default({}),
  awsAuthConfig: z.unknown().optional(),
  execProviderConfig: z.unknown().optional(),
});

const text = (value: string | undefined) =>
  value === undefined ? '' : Buffer.from(value, 'base64').toString('utf8');

/** Reads one of Argo CD's cluster secrets; never throws. */
export function readClusterSecret({ metadata, data }: Secret): ClusterSecret {
  const labels = metadata.labels ?? {};
  const server = text(data?.server);
  const name = text(data?.name) || metadata.name;
  const configText = text(data?.config);
  return {
    secret: metadata.name,
    name,
    server,
    experiment: labels[LABEL_EXPERIMENT],
    role: CLUSTER_ROLES.find(role => role === labels[LABEL_CLUSTER_ROLE]),
    run: labels[LABEL_RUN],
    kubeConfig: () => kubeConfigOf(metadata.name, server, configText),
  };
}

function kubeConfigOf(secret: string, server: string, configText: string) {
  const fault = (what: string) =>
    new Error(`The cluster secret ${secret} ${what}.`);
  if (!URL.canParse(server)) {
    throw fault(`names no address: server is “${server}”`);
  }
  let config;
  try {
    config = configSchema.parse(JSON.parse(configText || '{}'));
  } catch {
    throw fault('has a config that is not what Argo CD documents');
  }
  if (config.awsAuthConfig || config.execProviderConfig) {
    throw fault(
      'gets its credentials from another program, which the portal does not run; give it a bearerToken or a client certificate',
    );
  }
  const tls = config.tlsClientConfig;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [
      {
        name: 'cluster',
        server,
        caData: tls.caData,
        skipTLSVerify: tls.insecure ?? false,
        tlsServerName: tls.serverName,
      },
    ],
    users: [
      {
        name: 'user',
        token: config.bearerToken,
        username: config.username,
        password: config.password,
        certData: tls.certData,
        keyData: tls.keyData,
      },
    ],
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    currentContext: 'context',
  });
  return kubeConfig;
}
