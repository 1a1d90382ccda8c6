import {
  ANNOTATION_COMMIT,
  ANNOTATION_IDEMPOTENCY_KEY,
  ANNOTATION_REQUESTED_BY,
  CostLabels,
  LABEL_EXPERIMENT,
  LABEL_KEPT,
  LABEL_RUN,
  NAMESPACE_EXPERIMENTS,
  parentWorkflowName,
  WORKFLOW_TEMPLATE,
} from '@illm-lab/plugin-hub-common';
import { NewWorkflow } from '../argo/ArgoServer';
import { inputsText } from './inputsText';
import { ObservedRun } from './rows';

/** The Workflow that executes a run. */
export function newWorkflow(
  run: ObservedRun,
  costLabels: Partial<CostLabels>,
  cloneUrl: string,
): NewWorkflow {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name: parentWorkflowName(run.id),
      namespace: NAMESPACE_EXPERIMENTS,
      labels: {
        ...costLabels,
        [LABEL_EXPERIMENT]: run.experiment,
        [LABEL_RUN]: run.id,
        ...(run.kept && { [LABEL_KEPT]: 'true' }),
      },
      annotations: {
        ...(run.commit && { [ANNOTATION_COMMIT]: run.commit }),
        ...(run.requestedBy && { [ANNOTATION_REQUESTED_BY]: run.requestedBy }),
        ...(run.idempotencyKey && {
          [ANNOTATION_IDEMPOTENCY_KEY]: run.idempotencyKey,
        }),
      },
    },
    spec: {
      // The hub's own steps of the run are part of what it costs.
      podMetadata: {
        labels: {
          ...costLabels,
          [LABEL_EXPERIMENT]: run.experiment,
          [LABEL_RUN]: run.id,
        },
      },
      workflowTemplateRef: { name: WORKFLOW_TEMPLATE },
      arguments: {
        parameters: Object.entries({
          run: run.id,
          experiment: run.experiment,
          commit: run.commit ?? '',
          repository: cloneUrl,
          parameters: inputsText(run.parameters),
          keep: String(run.kept),
        }).map(([name, value]) => ({ name, value })),
      },
    },
  };
}
