import {
  ANNOTATION_HOST_CPU,
  HostCpu,
  ResultInput,
  WorkflowOutcome,
} from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode, nodesOf } from '../kube';

/** What hub-common needs of the experiment's own workflow to judge a run. */
export function resultInput(child: Workflow): ResultInput {
  return {
    outputs: outputsOf(child),
    workflow: outcome(child),
    hostCpu: readHostCpu(child),
  };
}

/**
 * The workflow's global outputs. Argo leaves out those of a step that was told to
 * end while the workflow was; the step itself has them.
 */
function outputsOf(child: Workflow): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const { outputs: of } of [...nodesOf(child), child.status ?? {}]) {
    for (const { name, value } of of?.parameters ?? []) {
      if (value) outputs[name] = value;
      else outputs[name] ??= '';
    }
  }
  return outputs;
}

function outcome(child: Workflow): WorkflowOutcome {
  const { spec, status } = child;
  const failed = firstFailedPod(nodesOf(child));
  const exitCode = Number(failed?.outputs?.exitCode ?? NaN);
  return {
    phase: status?.phase ?? 'Pending',
    message: status?.message,
    stopped: spec?.shutdown !== undefined,
    ...(failed && {
      failedStep: {
        name: failed.displayName,
        message: failed.message,
        ...(Number.isInteger(exitCode) && { exitCode }),
      },
    }),
  };
}

/** The failure that came first, leaving out attempts that a retry made good. */
function firstFailedPod(nodes: WorkflowNode[]): WorkflowNode | undefined {
  const madeGood = nodes
    .filter(({ type, phase }) => type === 'Retry' && phase === 'Succeeded')
    .map(({ name }) => `${name}(`);
  return nodes
    .filter(
      ({ type, phase, name }) =>
        type === 'Pod' &&
        (phase === 'Failed' || phase === 'Error') &&
        !madeGood.some(start => name.startsWith(start)),
    )
    .sort((a, b) => (a.finishedAt ?? '').localeCompare(b.finishedAt ?? ''))[0];
}

function readHostCpu(child: Workflow): HostCpu | undefined {
  const text = child.metadata?.annotations?.[ANNOTATION_HOST_CPU];
  if (!text) {
    return undefined;
  }
  try {
    return JSON.parse(text) as HostCpu;
  } catch {
    // Someone else wrote that annotation; a figure less beats no result.
    return undefined;
  }
}
