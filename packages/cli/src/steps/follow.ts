import { setTimeout as sleep } from 'node:timers/promises';
import {
  ObjectRef,
  Workflow,
  WorkflowNode,
  isFinished,
  nodesOf,
} from '../kube';
import { StepError } from './error';
import { StepLogs } from './podLogs';
import { StepTools } from './step';

const INTERVAL_MS = 500;
/** Time for the last log lines to arrive when the workflow has ended. */
const DRAIN_MS = 5000;

/**
 * Follows a workflow to its end: each step's change of state as progress, each
 * step's log as output. When the signal aborts, `onStop` is asked once to stop
 * the workflow, and has `stopMs` for it.
 *
 * @returns the workflow as it ended
 */
export async function followWorkflow(
  ref: ObjectRef,
  options: {
    tools: StepTools;
    onStop: () => Promise<void>;
    timeoutMs: number;
    stopMs: number;
  },
): Promise<Workflow> {
  const { kube, signal, progress, output } = options.tools;
  const { name, namespace = '' } = ref.metadata;
  const logs = new StepLogs(kube, { namespace, name }, output);
  const said = new Map<string, string>();
  let deadline = Date.now() + options.timeoutMs;
  let stopping = false;
  for (;;) {
    if (signal.aborted && !stopping) {
      stopping = true;
      deadline = Date.now() + options.stopMs;
      await options.onStop();
    }
    const workflow = await kube.get<Workflow>(ref);
    if (!workflow) {
      throw new StepError(
        `Workflow ${namespace}/${name} was removed while it ran.`,
      );
    }
    const nodes = nodesOf(workflow);
    tellChanges(nodes, said, progress);
    await logs.follow(nodes);
    if (isFinished(workflow.status?.phase)) {
      await logs.drain(DRAIN_MS);
      return workflow;
    }
    if (Date.now() > deadline) {
      const seconds = Math.round(
        (stopping ? options.stopMs : options.timeoutMs) / 1000,
      );
      throw new StepError(
        `Waited ${seconds} s for workflow ${namespace}/${name} to ${
          stopping ? 'stop' : 'end'
        }; it is ${workflow.status?.phase ?? 'not started'}.`,
      );
    }
    await sleep(INTERVAL_MS, undefined, {
      signal: stopping ? undefined : signal,
    }).catch(() => undefined);
  }
}

function tellChanges(
  nodes: WorkflowNode[],
  said: Map<string, string>,
  progress: (line: string) => void,
) {
  for (const { id, type, displayName, phase, message } of nodes) {
    if (type !== 'Pod') {
      continue;
    }
    const line = `${displayName}: ${phase}${message ? ` (${message})` : ''}`;
    if (said.get(id) !== line) {
      said.set(id, line);
      progress(line);
    }
  }
}
