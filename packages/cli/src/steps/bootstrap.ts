import { StepInput } from './input';
import { waitForClusters } from './runClusters';
import { StepTools } from './step';

/** Time for Argo Workflows and Argo CD to be ready on the orchestrator. */
const TIMEOUT_MS = 300_000;

/**
 * Waits until Argo Workflows and Argo CD work on the orchestrator, which its
 * provider brings along and reports as condition `ArgoReady`.
 */
export async function bootstrap(
  input: StepInput,
  tools: StepTools,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const startedAt = Date.now();
  await waitForClusters(input.run, {
    condition: 'ArgoReady',
    roles: ['orchestrator'],
    what: 'Argo Workflows and Argo CD to be ready on the orchestrator',
    timeoutMs,
    tools,
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  tools.progress(`Argo works on the orchestrator; waited ${seconds} s for it`);
}
