import {
  NAMESPACE_ARGOCD,
  applicationName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { Application, applicationRef } from '../kube';
import { applicationState, runApplication } from './application';
import { readClusters } from './clusters';
import { StepError } from './error';
import { StepInput } from './input';
import { podTrouble } from './podTrouble';
import { withCommit } from './repository';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for a target to be synced and healthy. */
const TIMEOUT_MS = 180_000;
/** Time for Argo CD to get over an error, such as a forge that restarts. */
const BROKEN_MS = 30_000;

/**
 * Has Argo CD put the experiment's manifests of the run's commit into the run's
 * namespace, and waits until they are healthy. An experiment without manifests
 * needs nothing.
 */
export async function sync(
  input: StepInput,
  { kube, signal, progress }: StepTools,
  { timeoutMs = TIMEOUT_MS, brokenMs = BROKEN_MS } = {},
): Promise<void> {
  const clusters = await withCommit(input, checkout =>
    readClusters(checkout, input.experiment),
  );
  const roles = clusters.filter(c => c.hasManifests).map(c => c.role);
  if (roles.length === 0) {
    progress('This experiment has nothing to deploy');
    return;
  }
  for (const role of roles) {
    await kube.apply(runApplication(input, role));
  }
  for (const role of roles) {
    const name = applicationName(input.run, role);
    let said = '';
    let brokenSince: number | undefined;
    await waitUntil({
      what: `Application ${name} to be synced and healthy`,
      timeoutMs,
      signal,
      check: async () => {
        const state = applicationState(
          await kube.get<Application>(applicationRef(NAMESPACE_ARGOCD, name)),
        );
        if (state.state === 'ready') {
          return true;
        }
        const trouble = await podTrouble(kube, runNamespace(input.run));
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
    progress(`Application ${name} is synced and healthy`);
  }
}
