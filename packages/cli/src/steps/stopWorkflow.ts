import { ANNOTATION_STOPPING } from '@illm-lab/plugin-hub-common';
import { V1Pod } from '@kubernetes/client-node';
import {
  Kube,
  ObjectRef,
  Workflow,
  isFinished,
  nodesOf,
  reasonOf,
  statusOf,
} from '../kube';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Label on the pods of a workflow. */
const WORKFLOW = 'workflows.argoproj.io/workflow';
/** Argo's container that saves what the others leave. */
const WAIT = 'wait';
/** As Argo's controller asks the first process of a container to end. */
const ASK_TO_END = ['/var/run/argo/argoexec', 'kill', '15', '1'];
/** Time for a load to write its summary, and for Argo to take it. */
const LEAVE_MS = 20_000;
/** Who has begun to stop a workflow and is not done by then was killed. */
const BEGUN_MS = 30_000;

type Tools = Pick<StepTools, 'kube' | 'progress'>;

/**
 * Stops a workflow so that what it has measured is kept. Argo's own stop tells a
 * step and the container that saves its outputs to end at the same moment: the
 * outputs are read before k6 has written them. So the steps are asked to end
 * first, while nothing new begins, and the workflow is stopped when their outputs
 * are there.
 *
 * Whoever comes second leaves it to the first: k6 gives up its summary when it is
 * told to end twice.
 */
export async function stopWorkflow(
  ref: ObjectRef,
  shutdown: 'Stop' | 'Terminate',
  { kube, progress }: Tools,
): Promise<void> {
  if (!(await begin(ref, kube))) {
    return;
  }
  try {
    await endSteps(ref, { kube, progress });
  } catch (error) {
    progress(`What was measured may not be complete: ${reasonOf(error)}`);
  }
  await kube.merge(ref, { spec: { shutdown, suspend: null } });
}

/** Makes this the one that stops the workflow; false when another one does. */
async function begin(ref: ObjectRef, kube: Kube): Promise<boolean> {
  for (;;) {
    const workflow = await kube.get<Workflow>(ref);
    const { annotations, resourceVersion } = workflow?.metadata ?? {};
    const begun = Date.parse(annotations?.[ANNOTATION_STOPPING] ?? '');
    if (
      !workflow ||
      isFinished(workflow.status?.phase) ||
      workflow.spec?.shutdown ||
      Date.now() - begun < BEGUN_MS
    ) {
      return false;
    }
    try {
      await kube.merge(ref, {
        metadata: {
          resourceVersion,
          annotations: { [ANNOTATION_STOPPING]: new Date().toISOString() },
        },
        spec: { suspend: true },
      });
      return true;
    } catch (error) {
      // The workflow has gone on, or another one has begun: look again.
      if (statusOf(error) !== 409) {
        throw error;
      }
    }
  }
}

/** Asks the containers at work to end, and waits until Argo has their outputs. */
async function endSteps(ref: ObjectRef, { kube, progress }: Tools) {
  const { name, namespace = '' } = ref.metadata;
  const pods = await kube.list<V1Pod>(
    { apiVersion: 'v1', kind: 'Pod', namespace },
    `${WORKFLOW}=${name}`,
  );
  const atWork = pods.flatMap(({ metadata, status }) =>
    (status?.containerStatuses ?? [])
      .filter(
        ({ name: container, state }) => container !== WAIT && state?.running,
      )
      .map(({ name: container }) => ({
        namespace,
        name: metadata?.name ?? '',
        container,
      })),
  );
  if (atWork.length === 0) {
    return;
  }
  await Promise.all(
    atWork.map(one =>
      kube.exec(one, ASK_TO_END).catch(error => {
        progress(
          `Pod ${one.name} could not be told to end: ${reasonOf(error)}`,
        );
      }),
    ),
  );
  await waitUntil({
    what: 'the steps to end',
    timeoutMs: LEAVE_MS,
    intervalMs: 250,
    signal: new AbortController().signal,
    check: async () => {
      const workflow = await kube.get<Workflow>(ref);
      const open = nodesOf(workflow).filter(
        ({ type, phase }) => type === 'Pod' && phase === 'Running',
      );
      return (
        open.length === 0 ||
        `${open
          .map(({ displayName }) => displayName)
          .join(', ')} still at work.`
      );
    },
  });
}
