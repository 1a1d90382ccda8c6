import {
  ANNOTATION_REQUESTED_BY,
  ServiceOperation,
} from '@illm-lab/plugin-hub-common';
import { Application, Operation } from './application';

const PHASES = [
  'Running',
  'Succeeded',
  'Failed',
  'Error',
  'Terminating',
] as const;

/** One of the facts that came with the request for an operation. */
export function infoOfOperation(
  operation: Operation | undefined,
  name: string,
): string | undefined {
  return operation?.info?.find(one => one.name === name)?.value;
}

/** The operation that is asked for, runs, or was the last. */
export function lastOperation({
  operation: asked,
  status,
}: Application): ServiceOperation | null {
  const state = status?.operationState;
  // Argo CD takes it up in a moment; what there was before is the past.
  if (asked) {
    return {
      ...describe(asked),
      phase: 'Running',
      message: 'Argo CD is about to begin.',
      startedAt: null,
      finishedAt: null,
      revision: asked.sync?.revision ?? null,
      resources: [],
    };
  }
  if (!state) {
    return null;
  }
  return {
    ...describe(state.operation),
    phase: PHASES.find(phase => phase === state.phase) ?? 'Error',
    message: state.message ?? '',
    startedAt: state.startedAt ?? null,
    finishedAt: state.finishedAt ?? null,
    revision:
      state.syncResult?.revision ?? state.operation?.sync?.revision ?? null,
    resources: (state.syncResult?.resources ?? []).map(one => ({
      group: one.group ?? '',
      kind: one.kind,
      namespace: one.namespace ?? '',
      name: one.name,
      status: one.status ?? one.hookPhase ?? '',
      message: one.message ?? '',
    })),
  };
}

function describe(operation: Operation | undefined) {
  const automated = operation?.initiatedBy?.automated ?? false;
  return {
    requestedBy:
      infoOfOperation(operation, ANNOTATION_REQUESTED_BY) ??
      operation?.initiatedBy?.username ??
      null,
    automated,
    prune: operation?.sync?.prune ?? false,
    dryRun: operation?.sync?.dryRun ?? false,
  };
}
