import {
  ANNOTATION_COMMIT,
  ANNOTATION_IDEMPOTENCY_KEY,
  ANNOTATION_REQUESTED_BY,
  LABEL_EXPERIMENT,
  LABEL_KEPT,
  progressSentence,
  RunPhase,
  Stage,
} from '@illm-lab/plugin-hub-common';
import { Workflow } from '../kube/types';
import { ObservedRun } from '../runs/rows';
import { shutdownManager } from './shutdownManager';
import { buildStages } from './stageTree';

/**
 * What a run's Workflows say about it.
 *
 * @param known - stages that were seen last
 * @param cluster - the run's own cluster that has the child; the hub when absent
 */
export function observeRun(
  parent: Workflow,
  child: Workflow | undefined,
  { known = [], cluster }: { known?: Stage[]; cluster?: string } = {},
): ObservedRun {
  const { metadata, status } = parent;
  const annotations = metadata.annotations ?? {};
  const stages = buildStages(parent, child, { known, cluster });
  const phase = phaseOf(parent);
  return {
    id: metadata.name,
    experiment:
      metadata.labels?.[LABEL_EXPERIMENT] ??
      parameter(parent, 'experiment') ??
      metadata.name,
    phase,
    message: messageOf(parent, phase, stages),
    createdAt: toIso(metadata.creationTimestamp) ?? new Date().toISOString(),
    startedAt: toIso(status?.startedAt),
    finishedAt: toIso(status?.finishedAt),
    stoppedBy: shutdownManager(parent),
    requestedBy: annotations[ANNOTATION_REQUESTED_BY] ?? null,
    idempotencyKey: annotations[ANNOTATION_IDEMPOTENCY_KEY] ?? null,
    // What is run is what the parameter says; an annotation is easily copied.
    commit:
      parameter(parent, 'commit') ?? annotations[ANNOTATION_COMMIT] ?? null,
    parameters: parametersOf(parent),
    kept: metadata.labels?.[LABEL_KEPT] === 'true',
    workflowUid: metadata.uid ?? null,
    // Another cluster counts its changes by itself: its numbers say nothing here.
    revision: Math.max(
      revisionOf(parent),
      child && !cluster ? revisionOf(child) : 0,
    ),
    stages,
  };
}

/** resourceVersion as a number; etcd counts all changes of a hub in one row. */
export function revisionOf(object: Workflow): number {
  const revision = Number(object.metadata.resourceVersion);
  return Number.isSafeInteger(revision) ? revision : 0;
}

function phaseOf({ spec, status }: Workflow): RunPhase {
  switch (status?.phase) {
    case 'Running':
    case 'Succeeded':
      return status.phase;
    case 'Failed':
    case 'Error':
      return spec.shutdown ? 'Stopped' : status.phase;
    default:
      return 'Pending';
  }
}

/** The state in words; a result's own sentence takes its place later. */
function messageOf(
  { status, spec }: Workflow,
  phase: RunPhase,
  stages: Stage[],
): string | null {
  const failed = stages.find(s => s.phase === 'Failed' || s.phase === 'Error');
  switch (phase) {
    case 'Succeeded':
      return null;
    case 'Stopped':
      // Who it was and what is left of it is known to the store.
      return null;
    case 'Failed':
    case 'Error': {
      // The steps leave a sentence of theirs for this.
      const said = status?.outputs?.parameters?.find(p => p.name === 'message');
      return (
        said?.value ||
        (failed
          ? `Stage ${failed.name} failed: ${
              failed.message ?? 'no reason given'
            }`
          : status?.message ?? 'It failed without a reason.')
      );
    }
    default: {
      if (spec.shutdown) {
        return 'Stopping; what was measured so far is being collected.';
      }
      // A Workflow that Argo has not taken up may say what it waits for.
      return phase === 'Pending'
        ? status?.message ?? null
        : progressSentence(stages);
    }
  }
}

function parameter(workflow: Workflow, name: string): string | undefined {
  return workflow.spec.arguments?.parameters?.find(p => p.name === name)?.value;
}

/** The run's inputs, which travel as one JSON text. */
function parametersOf(workflow: Workflow): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(
      parameter(workflow, 'parameters') ?? '{}',
    );
    return typeof parsed === 'object' && parsed
      ? Object.fromEntries(
          Object.entries(parsed).map(([name, value]) => [name, String(value)]),
        )
      : {};
  } catch {
    // Made by hand and not JSON: the step says so; here it has no inputs.
    return {};
  }
}

/** Kubernetes' times with milliseconds, so that all of them sort as text. */
function toIso(time: string | null | undefined): string | null {
  return time ? new Date(time).toISOString() : null;
}
