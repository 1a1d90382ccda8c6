import {
  ARGOCD_PROJECT_EXPERIMENTS,
  NAMESPACE_ARGOCD,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@kubernetes/client-node';
import { Kube, projectRef } from '../kube';
import { IN_CLUSTER } from './application';
import { StepError } from './error';
import { StepInput } from './input';
import { runLabels } from './names';

interface Project extends KubernetesObject {
  spec: Record<string, unknown>;
}

/**
 * What the hub lets experiments consist of, and where from.
 *
 * @throws StepError while the hub has no project of experiments
 */
export async function experimentsProject(
  hub: Kube,
): Promise<Record<string, unknown>> {
  const project = await hub.get<Project>(
    projectRef(ARGOCD_PROJECT_EXPERIMENTS),
  );
  if (!project) {
    throw new StepError(
      `The hub has no AppProject “${ARGOCD_PROJECT_EXPERIMENTS}”. See whether its Application “hub” is synced.`,
    );
  }
  return project.spec;
}

/**
 * The Argo CD project of one run on the hub: as the project of all experiments,
 * from any repository, but for the run's own namespace and no other. A manifest
 * that names another one is refused by Argo CD, whatever brought it.
 */
export async function runProject(input: StepInput, hub: Kube) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: input.run,
      namespace: NAMESPACE_ARGOCD,
      labels: runLabels(input),
    },
    spec: {
      ...(await experimentsProject(hub)),
      description: `Run ${input.run}`,
      // A target may come from anywhere: who merged has seen where it is from.
      sourceRepos: ['*'],
      destinations: [
        { server: IN_CLUSTER, namespace: runNamespace(input.run) },
      ],
    },
  };
}
