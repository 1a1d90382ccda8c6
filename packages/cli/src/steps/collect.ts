import {
  LABEL_RESULT,
  NAMESPACE_EXPERIMENTS,
  RESULT_KEY,
  Result,
  childWorkflowName,
  makeResult,
  parentWorkflowName,
  resultConfigMapName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1ConfigMap } from '@kubernetes/client-node';
import {
  ObjectRef,
  Workflow,
  isFinished,
  reasonOf,
  workflowRef,
} from '../kube';
import { StepError } from './error';
import { StepInput } from './input';
import { MESSAGE_PARAMETER, runLabels } from './names';
import { resultInput } from './outcome';
import { orchestratorKube, runClusters } from './runClusters';
import { StepTools } from './step';
import { stopWorkflow } from './stopWorkflow';
import { waitUntil } from './wait';

type CollectTools = Pick<StepTools, 'kube' | 'progress' | 'signal'>;

const resultRef = (run: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: resultConfigMapName(run),
    namespace: NAMESPACE_EXPERIMENTS,
  },
});

/** Whether a run's result has been written. */
async function hasResult(
  run: string,
  { kube }: CollectTools,
): Promise<boolean> {
  return (await kube.get<V1ConfigMap>(resultRef(run))) !== undefined;
}

/** Time for a workflow that nobody follows any more to stop. */
const STOP_MS = 60_000;

/**
 * The run's own workflow, ended. One that still runs when its result is due has
 * lost its run (stopped, terminated), so it is told to stop as well. What does
 * not stop in time is taken as it is.
 */
async function endedChild(
  run: string,
  { kube: hub, signal, progress }: CollectTools,
): Promise<Workflow | undefined> {
  const kube = await orchestratorKube(hub, run);
  if (!kube) {
    return undefined;
  }
  const ref = workflowRef(runNamespace(run), childWorkflowName(run));
  let child = await kube.get<Workflow>(ref);
  if (!child || isFinished(child.status?.phase)) {
    return child;
  }
  try {
    await waitUntil({
      what: 'the experiment’s workflow to stop',
      timeoutMs: STOP_MS,
      signal,
      check: async () => {
        await stopWorkflow(ref, 'Stop', { kube, progress });
        child = await kube.get<Workflow>(ref);
        return (
          !child ||
          isFinished(child.status?.phase) ||
          `It is ${child.status?.phase ?? 'not started'}.`
        );
      },
    });
  } catch (error) {
    if (!(error instanceof StepError)) {
      throw error;
    }
    progress(error.message);
  }
  return child;
}

/** As {@link endedChild}; an orchestrator that is lost has none to give. */
async function reachableChild(
  run: string,
  tools: CollectTools,
): Promise<Workflow | undefined> {
  try {
    return await endedChild(run, tools);
  } catch (error) {
    const clusters = await runClusters(tools.kube, run);
    if (clusters.length === 0) {
      throw error;
    }
    tools.progress(
      `The run’s orchestrator does not answer: ${reasonOf(error)}`,
    );
    return undefined;
  }
}

/**
 * Writes the run's result, made from what its workflow left, to the ConfigMap
 * `<run>-result`. Collected again, a result without a workflow never replaces
 * one that had it.
 */
export async function collect(
  input: Pick<StepInput, 'run' | 'experiment'>,
  tools: CollectTools,
): Promise<void> {
  const { kube, progress } = tools;
  const child = await reachableChild(input.run, tools);
  if (!child && (await hasResult(input.run, tools))) {
    progress('The result is already there');
    return;
  }
  const result = child
    ? makeResult(resultInput(child))
    : await withoutChild(input.run, tools);
  const ref = resultRef(input.run);
  await kube.apply({
    ...ref,
    metadata: {
      ...ref.metadata,
      labels: { ...runLabels(input), [LABEL_RESULT]: 'true' },
    },
    data: { [RESULT_KEY]: JSON.stringify(result) },
  });
  progress(`Result: ${result.verdict}. ${result.message}`);
}

/** The run ended before its experiment began: its own failure is the message. */
async function withoutChild(
  run: string,
  { kube }: CollectTools,
): Promise<Result> {
  const parent = await kube.get<Workflow>(
    workflowRef(NAMESPACE_EXPERIMENTS, parentWorkflowName(run)),
  );
  const result = makeResult({ outputs: {} });
  const said = parent?.status?.outputs?.parameters?.find(
    ({ name }) => name === MESSAGE_PARAMETER,
  )?.value;
  const stopped = parent?.spec?.shutdown
    ? 'Stopped before its experiment had begun.'
    : undefined;
  return { ...result, message: said || stopped || result.message };
}
