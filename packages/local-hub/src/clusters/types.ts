/** An ExperimentCluster on the hub, as far as the provider reads it. */
export interface ClusterObject {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    finalizers?: string[];
    labels?: Record<string, string>;
  };
  spec: {
    role: 'orchestrator' | 'target' | 'loadgen';
    provider?: string;
    nodes?: number;
    kubernetesVersion?: string;
    cloud?: string;
    region?: string;
    size?: string;
  };
  status?: Partial<ClusterStatus>;
}

/** A condition as Kubernetes has them. */
export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastTransitionTime: string;
}

/** One part of the way to a cluster that can be used. */
export interface TimelineEntry {
  name: string;
  /** What is done, for a person. */
  title: string;
  /** ISO 8601. */
  startedAt: string;
  finishedAt?: string;
  message?: string;
}

/** What the provider says of a cluster. */
export interface ClusterStatus {
  phase: 'Pending' | 'Provisioning' | 'Ready' | 'Failed' | 'Deleting';
  message: string;
  /** Address of the API server. */
  endpoint?: string;
  /** Secret beside the object, with key `kubeconfig`. */
  kubeconfigSecret?: string;
  kubernetesVersion?: string;
  conditions: Condition[];
  timeline: TimelineEntry[];
}
