import { ClusterAccess } from './Maker';
import { ClusterObject } from './types';

/** Where the portal looks for clusters; it may read Secrets nowhere else. */
const CLUSTERS = 'illm-lab-clusters';
/** Keeps the object until nothing of the cluster is left at its provider. */
export const finalizerOf = (provider: string) =>
  `illm.lab/${provider}-clusters`;
/** Labels that go on to what is made for a cluster. */
const PREFIX = 'illm.lab/';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Path of an ExperimentCluster, or of all. */
export const clusterPath = (of?: { namespace: string; name: string }) =>
  of
    ? `/apis/illm.lab/v1alpha1/namespaces/${of.namespace}/experimentclusters/${of.name}`
    : '/apis/illm.lab/v1alpha1/experimentclusters';

/** Name of the Secret with the way into a cluster. */
export const kubeconfigSecretName = (cluster: string) =>
  `${cluster}-kubeconfig`;

/** The experiment, run and role of a cluster, for what belongs to it. */
const labelsOf = ({ metadata }: ClusterObject) =>
  Object.fromEntries(
    Object.entries(metadata.labels ?? {}).filter(([name]) =>
      name.startsWith(PREFIX),
    ),
  );

interface Named {
  path: string;
  body: object;
}

/** The way into a cluster for the run's steps, beside its object. */
export function kubeconfigSecret(
  object: ClusterObject,
  kubeconfig: string,
): Named {
  const { name, namespace, uid } = object.metadata;
  const secret = kubeconfigSecretName(name);
  return {
    path: `/api/v1/namespaces/${namespace}/secrets/${secret}`,
    body: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: secret,
        namespace,
        labels: labelsOf(object),
        ownerReferences: [
          {
            apiVersion: 'illm.lab/v1alpha1',
            kind: 'ExperimentCluster',
            name,
            uid,
          },
        ],
      },
      data: { kubeconfig: base64(kubeconfig) },
    },
  };
}

/** Path of the Secret by which the portal knows a cluster. */
export const clusterSecretPath = (cluster: string) =>
  `/api/v1/namespaces/${CLUSTERS}/secrets/cluster-${cluster}`;

/**
 * The cluster as a Secret on the hub, in the form of Argo CD's cluster secrets.
 * With it the portal finds the cluster and looks at it; it may do nothing else.
 *
 * @param portal - the way in of the portal's own user
 */
export function clusterSecret(
  object: ClusterObject,
  portal: ClusterAccess['portal'],
): Named {
  const { name } = object.metadata;
  return {
    path: clusterSecretPath(name),
    body: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `cluster-${name}`,
        namespace: CLUSTERS,
        labels: {
          ...labelsOf(object),
          'argocd.argoproj.io/secret-type': 'cluster',
        },
      },
      type: 'Opaque',
      data: {
        name: base64(name),
        server: base64(portal.server),
        config: base64(
          JSON.stringify({
            bearerToken: portal.token,
            tlsClientConfig: { caData: portal.caData },
          }),
        ),
      },
    },
  };
}
