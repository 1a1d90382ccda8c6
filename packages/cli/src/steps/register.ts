import {
  ARGOCD_PROJECT_EXPERIMENTS,
  ClusterRole,
  LABEL_CLUSTER_ROLE,
  NAMESPACE_ARGOCD,
  clusterName,
  pickCostLabels,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@kubernetes/client-node';
import { Kube } from '../kube';
import { StepError } from './error';
import { StepInput } from './input';
import { WORKLOAD_CLUSTER_ROLE, clusterSecretName, runLabels } from './names';
import { experimentsProject } from './runProject';
import { clusterKube, kubeconfigOf, runClusters } from './runClusters';
import { StepTools } from './step';
import { workloadIdentity } from './workloadIdentity';

interface Role extends KubernetesObject {
  rules: object[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/**
 * Makes a run's clusters known to its orchestrator: to Argo CD, which deploys to
 * them, and to the experiment's own workflow, which finds the way into each in
 * the Secret `cluster-<role>`. Each cluster gets the run's namespace. Doing it
 * twice changes nothing.
 */
export async function register(
  input: StepInput,
  { kube, progress }: StepTools,
): Promise<void> {
  const { run } = input;
  const clusters = await runClusters(kube, run);
  const orchestrator = await clusterKube(kube, run, 'orchestrator');
  const labels = runLabels(input);
  for (const cluster of clusters) {
    const { role } = cluster.spec;
    const own = await clusterKube(kube, run, role);
    await own.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: runNamespace(run),
        labels: {
          ...pickCostLabels(cluster.metadata?.labels ?? {}),
          ...labels,
        },
      },
    });
  }
  await copyRules(input, { hub: kube, orchestrator });
  for (const object of workloadIdentity(input)) {
    await orchestrator.apply(object);
  }
  for (const { spec } of clusters) {
    if (spec.role !== 'orchestrator') {
      await introduce(input, spec.role, { hub: kube, orchestrator });
      progress(`${clusterName(run, spec.role)} is registered`);
    }
  }
}

/** What may be deployed, and what a workload may do: as it is on the hub. */
async function copyRules(
  input: StepInput,
  { hub, orchestrator }: { hub: Kube; orchestrator: Kube },
) {
  const project = await experimentsProject(hub);
  const role = await hub.get<Role>({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: WORKLOAD_CLUSTER_ROLE },
  });
  if (!role) {
    throw new StepError(
      'The hub has no ClusterRole for experiments. See whether its Application “experiments” is synced.',
    );
  }
  await orchestrator.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: ARGOCD_PROJECT_EXPERIMENTS, namespace: NAMESPACE_ARGOCD },
    spec: {
      ...project,
      sourceRepos: ['*'],
      // Its clusters are all the run's own.
      destinations: [{ server: '*', namespace: runNamespace(input.run) }],
    },
  } as KubernetesObject);
  await orchestrator.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: WORKLOAD_CLUSTER_ROLE },
    rules: role.rules,
  } as KubernetesObject);
}

async function introduce(
  input: StepInput,
  role: ClusterRole,
  { hub, orchestrator }: { hub: Kube; orchestrator: Kube },
) {
  const text = (await kubeconfigOf(hub, input.run, role)) ?? '';
  const { server, config } = Kube.fromKubeconfig(text).access();
  const name = clusterName(input.run, role);
  const labels = { ...runLabels(input), [LABEL_CLUSTER_ROLE]: role };
  await orchestrator.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${name}`,
      namespace: NAMESPACE_ARGOCD,
      labels: { ...labels, 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    data: {
      name: base64(name),
      server: base64(server),
      config: base64(JSON.stringify(config)),
    },
  } as KubernetesObject);
  await orchestrator.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: clusterSecretName(role),
      namespace: runNamespace(input.run),
      labels,
    },
    data: { kubeconfig: base64(text) },
  } as KubernetesObject);
}
