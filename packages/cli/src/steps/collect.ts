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
import { ObjectRef, Workflow, workflowRef } from '../kube';
import { StepInput } from './input';
import { MESSAGE_PARAMETER, runLabels } from './names';
import { resultInput } from './outcome';
import { StepTools } from './step';

const resultRef = (run: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: resultConfigMapName(run),
    namespace: NAMESPACE_EXPERIMENTS,
  },
});

/** Whether a run's result has been written. */
export async function hasResult(
  run: string,
  { kube }: Pick<StepTools, 'kube'>,
): Promise<boolean> {
  return (await kube.get<V1ConfigMap>(resultRef(run))) !== undefined;
}

/**
 * Writes the run's result, made from what its workflow left, to the ConfigMap
 * `<run>-result`. Collected again, a result without a workflow never replaces
 * one that had it.
 */
export async function collect(
  input: Pick<StepInput, 'run' | 'experiment'>,
  tools: Pick<StepTools, 'kube' | 'progress'>,
): Promise<void> {
  const { kube, progress } = tools;
  const child = await kube.get<Workflow>(
    workflowRef(runNamespace(input.run), childWorkflowName(input.run)),
  );
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
  { kube }: Pick<StepTools, 'kube'>,
): Promise<Result> {
  const parent = await kube.get<Workflow>(
    workflowRef(NAMESPACE_EXPERIMENTS, parentWorkflowName(run)),
  );
  const result = makeResult({ outputs: {} });
  const said = parent?.status?.outputs?.parameters?.find(
    ({ name }) => name === MESSAGE_PARAMETER,
  )?.value;
  const stopped = parent?.spec?.shutdown
    ? 'The run was stopped before its experiment had begun.'
    : undefined;
  return { ...result, message: said || stopped || result.message };
}
