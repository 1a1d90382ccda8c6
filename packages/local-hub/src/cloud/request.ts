import { ClusterObject } from '../clusters/types';

const API = 'platform.illm.lab/v1alpha1';
const PLURAL = 'kubernetesclusters';

/** What Crossplane says of a cluster that was asked for, as far as it is read. */
export interface CloudRequest {
  metadata: { name: string; namespace: string };
  status?: {
    endpoint?: string;
    /** Secret beside it, with key `kubeconfig`. */
    connectionSecret?: string;
    conditions?: { type: string; status: string; message?: string }[];
  };
}

type Place = Pick<ClusterObject['metadata'], 'name' | 'namespace'>;

/** Path of the request for a cluster. */
export const requestPath = ({ name, namespace }: Place) =>
  `/apis/${API}/namespaces/${namespace}/${PLURAL}/${name}`;

/** Path of all requests of a name, in whatever namespace. */
export const requestsPath = (name: string) =>
  `/apis/${API}/${PLURAL}?fieldSelector=metadata.name%3D${name}`;

/** Clouds know Kubernetes by its minor version. */
const minor = (version?: string) => version?.split('.').slice(0, 2).join('.');

/**
 * What Crossplane is asked for: the cluster that the object declares, with its
 * labels, which go on to everything that costs money. It goes with the object.
 */
export function request({ metadata, spec }: ClusterObject) {
  const { name, namespace, uid, labels } = metadata;
  const version = minor(spec.kubernetesVersion);
  return {
    apiVersion: API,
    kind: 'KubernetesCluster',
    metadata: {
      name,
      namespace,
      labels,
      ownerReferences: [
        {
          apiVersion: 'illm.lab/v1alpha1',
          kind: 'ExperimentCluster',
          name,
          uid,
        },
      ],
    },
    spec: {
      provider: spec.cloud,
      ...(spec.region && { region: spec.region }),
      ...(spec.nodes && { nodes: spec.nodes }),
      ...(spec.size && { size: spec.size }),
      ...(version && { version }),
    },
  };
}
