import {
  ARGOCD_PROJECT_EXPERIMENTS,
  ClusterRole,
  NAMESPACE_ARGOCD,
  applicationName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { Application, applicationRef } from '../kube';
import { applicationState, runApplication } from './application';
import { readClusters, readTopology } from './clusters';
import { StepError } from './error';
import { StepInput } from './input';
import { podTrouble } from './podTrouble';
import { clusterKube } from './runClusters';
import { withCommit } from './repository';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for a target to be synced and healthy. */
const TIMEOUT_MS = 180_000;
/** Time for Argo CD to get over an error, such as a forge that restarts. */
const BROKEN_MS = 30_000;

/**
 * Has Argo CD put the experiment's manifests of the run's commit into the run's
 * namespace, and waits until they are healthy: the hub's Argo CD on the hub, or
 * the orchestrator's on the run's own clusters. An experiment without manifests
 * needs nothing.
 */
export async function sync(
  input: StepInput,
  { kube: hub, signal, progress }: StepTools,
  { timeoutMs = TIMEOUT_MS, brokenMs = BROKEN_MS } = {},
): Promise<void> {
  const clusters = await withCommit(input, checkout =>
    readClusters(checkout, input.experiment),
  );
  const own = readTopology(input.experiment, clusters) === 'clusters';
  const deployed = clusters.filter(c => c.hasManifests || c.source);
  const roles = deployed.map(c => c.role);
  const clusterOf = async (role: ClusterRole) =>
    own ? clusterKube(hub, input.run, role) : hub;
  const kube = await clusterOf('orchestrator');
  if (roles.length === 0) {
    progress('This experiment has nothing to deploy');
    return;
  }
  for (const { role, source } of deployed) {
    // An orchestrator's Argo CD knows its own cluster by the usual name.
    const server =
      own && role !== 'orchestrator'
        ? (await clusterOf(role)).access().server
        : undefined;
    // A run's own orchestrator has no other run, and one project.
    const project = own ? ARGOCD_PROJECT_EXPERIMENTS : undefined;
    await kube.apply(runApplication(input, role, { server, source, project }));
  }
  for (const role of roles) {
    const name = applicationName(input.run, role);
    const cluster = await clusterOf(role);
    let said = '';
    let revision = '';
    let brokenSince: number | undefined;
    await waitUntil({
      what: `Application ${name} to be synced and healthy`,
      timeoutMs,
      signal,
      check: async () => {
        const application = await kube.get<Application>(
          applicationRef(NAMESPACE_ARGOCD, name),
        );
        const state = applicationState(application);
        if (state.state === 'ready') {
          revision = application?.status?.sync?.revision ?? '';
          return true;
        }
        const trouble = await podTrouble(cluster, runNamespace(input.run));
        const message = [state.message, trouble].filter(Boolean).join(' ');
        brokenSince =
          state.state === 'broken' ? brokenSince ?? Date.now() : undefined;
        const givenUp =
          brokenSince !== undefined && Date.now() - brokenSince >= brokenMs;
        if (state.state === 'failed' || givenUp) {
          throw new StepError(`Argo CD could not sync ${name}: ${message}`);
        }
        if (message !== said) {
          progress(`${name}: ${message}`);
          said = message;
        }
        return message;
      },
    });
    progress(`Application ${name} is synced and healthy, at ${revision}`);
  }
}
