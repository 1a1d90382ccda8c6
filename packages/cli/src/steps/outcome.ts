import {
  ANNOTATION_HOST_CPU,
  FailedStep,
  HostCpu,
  ResultInput,
  WorkflowOutcome,
  isK6Summary,
} from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube';
import { decidingFailures } from './decidingFailures';
import { k6Summaries } from './k6Summaries';
import { WorkflowNodes } from './WorkflowNodes';

/** What hub-common needs of the experiment's own workflow to judge a run. */
export function resultInput(child: Workflow): ResultInput {
  return {
    outputs: k6Summaries(child),
    workflow: outcome(child),
    hostCpu: readHostCpu(child),
  };
}

function outcome(child: Workflow): WorkflowOutcome {
  const { spec, status } = child;
  const nodes = new WorkflowNodes(child);
  return {
    phase: status?.phase ?? 'Pending',
    message: status?.message,
    stopped: spec?.shutdown !== undefined,
    failedSteps: decidingFailures(child).map(node => failedStep(node, nodes)),
  };
}

function failedStep(node: WorkflowNode, nodes: WorkflowNodes): FailedStep {
  const exitCode = Number.parseInt(node.outputs?.exitCode ?? '', 10);
  return {
    name: node.displayName,
    message: node.message,
    ...(Number.isInteger(exitCode) && { exitCode }),
    ...(runsK6(node, nodes) && { k6: true }),
  };
}

/** k6 as a word: an image, a command, a line of a script. */
const K6 = /\bk6\b(?!-)/;

/** Whether a step runs k6: it leaves a summary, or what it runs says so. */
function runsK6(node: WorkflowNode, nodes: WorkflowNodes): boolean {
  const left = node.outputs?.parameters?.some(({ name, globalName }) =>
    isK6Summary(globalName ?? name),
  );
  const template = nodes.templateOf(node);
  return (
    left ||
    K6.test(
      JSON.stringify([
        template?.container,
        template?.script,
        template?.containerSet,
      ]),
    )
  );
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
