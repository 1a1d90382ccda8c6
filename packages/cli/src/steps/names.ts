import { LABEL_EXPERIMENT, LABEL_RUN } from '@illm-lab/plugin-hub-common';

/** ServiceAccount of an experiment's own workflow, in the run's namespace. */
export const WORKLOAD_SERVICE_ACCOUNT = 'experiment-workload';
/** ClusterRole that it gets there (platform/hub/manifests/experiments). */
export const WORKLOAD_CLUSTER_ROLE = 'experiment-workload';
/** ClusterRole by which the run's steps read the way into its clusters. */
export const RUN_CLUSTERS_CLUSTER_ROLE = 'experiment-run-clusters';
/** ClusterRole by which the run's steps ask the experiment's own to end. */
export const RUN_STEPS_CLUSTER_ROLE = 'experiment-run-steps';
/** Secret with the way into another cluster, in the run's namespace. */
export const clusterSecretName = (role: string) => `cluster-${role}`;
/** ConfigMap with the k6 scripts, in the run's namespace. */
export const K6_SCRIPTS_CONFIG_MAP = 'k6-scripts';
/** Global output parameter in which a step of a run says why it failed. */
export const MESSAGE_PARAMETER = 'message';

/** The labels that everything carries that a run makes. */
export const runLabels = (of: { run: string; experiment: string }) => ({
  [LABEL_RUN]: of.run,
  [LABEL_EXPERIMENT]: of.experiment,
});
