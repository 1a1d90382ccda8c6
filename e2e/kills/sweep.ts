import { expect } from '@playwright/test';
import { kubectl, readObject } from '../support/hub';

interface CronWorkflow {
  spec: { workflowSpec: { templates: { container: { env?: object[] } }[] } };
}

/** Runs the sweeper as its CronWorkflow would, without a period of grace. */
export async function sweep() {
  const { spec } = readObject<CronWorkflow>(
    'cronworkflow/sweeper',
    '-n',
    'experiments',
  );
  const [template] = spec.workflowSpec.templates;
  template.container.env = [{ name: 'LAB_SWEEP_GRACE', value: '0' }];
  const name = `sweep-${Date.now().toString(36)}`;
  kubectl(
    ['create', '-f', '-'],
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: { name, namespace: 'experiments' },
      spec: spec.workflowSpec,
    }),
  );
  await expect
    .poll(
      () =>
        readObject<{ status?: { phase?: string } }>(
          `workflow/${name}`,
          '-n',
          'experiments',
        ).status?.phase,
      { timeout: 240_000, intervals: [1_000] },
    )
    .toBe('Succeeded');
}
