import {
  ANNOTATION_HOST_CPU,
  HostCpu,
  ResultInput,
  WorkflowOutcome,
} from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube';

/** What hub-common needs of the experiment's own workflow to judge a run. */
export function resultInput(child: Workflow): ResultInput {
  const outputs = child.status?.outputs?.parameters ?? [];
  return {
    outputs: Object.fromEntries(
      outputs.map(({ name, value }) => [name, value ?? '']),
    ),
    workflow: outcome(child),
    hostCpu: readHostCpu(child),
  };
}

function outcome({ spec, status }: Workflow): WorkflowOutcome {
  const failed = firstFailedPod(Object.values(status?.nodes ?? {}));
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
