import { KubernetesObject } from '@kubernetes/client-node';
import { ClusterRole } from '@illm-lab/plugin-hub-common';
import { ObjectRef } from './types';

/** One cluster of a run, as the hub's API server has it. */
export interface ClusterResource extends KubernetesObject {
  spec: { role: ClusterRole; provider: string; [field: string]: unknown };
  status?: {
    phase?: string;
    message?: string;
    endpoint?: string;
    conditions?: { type: string; status: string; message?: string }[];
    timeline?: {
      name: string;
      title: string;
      startedAt: string;
      finishedAt?: string;
      message?: string;
    }[];
  };
}

/** Kind of a run's clusters. */
export const CLUSTER_KIND = {
  apiVersion: 'illm.lab/v1alpha1',
  kind: 'ExperimentCluster',
} as const;

/** Reference to a cluster of a run. */
export const clusterRef = (namespace: string, name: string): ObjectRef => ({
  ...CLUSTER_KIND,
  metadata: { name, namespace },
});

/** Whether a condition of a cluster is true. */
export const isTrue = (cluster: ClusterResource | undefined, type: string) =>
  cluster?.status?.conditions?.some(
    one => one.type === type && one.status === 'True',
  ) ?? false;
