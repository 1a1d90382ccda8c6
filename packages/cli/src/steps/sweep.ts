import {
  LABEL_EXPERIMENT,
  LABEL_KEPT,
  LABEL_RUN,
  NAMESPACE_ARGOCD,
  NAMESPACE_EXPERIMENTS,
  childWorkflowName,
  isRunId,
  parentWorkflowName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@kubernetes/client-node';
import {
  CLUSTER_KIND,
  Workflow,
  isFinished,
  reasonOf,
  workflowRef,
} from '../kube';
import { cleanUp } from './cleanUp';
import { collect } from './collect';
import { StepError } from './error';
import { orchestratorKube } from './runClusters';
import { StepTools } from './step';

/** Time that a run has for its own clean-up. */
export const GRACE_MS = 2 * 60_000;

/**
 * What a run leaves, and how it is called. A label is easily copied, and what it
 * names is deleted: an object is a run's only when its name says so as well.
 */
const KINDS: {
  of: Parameters<StepTools['kube']['list']>[0];
  isNamed(
    run: string,
    metadata: { name?: string; namespace?: string },
  ): boolean;
}[] = [
  {
    of: { apiVersion: 'v1', kind: 'Namespace' },
    isNamed: (run, { name }) => name === runNamespace(run),
  },
  {
    of: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: NAMESPACE_ARGOCD,
    },
    isNamed: (run, { name }) => name?.startsWith(`${run}-`) ?? false,
  },
  {
    of: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      namespace: NAMESPACE_ARGOCD,
    },
    isNamed: (run, { name }) => name === run,
  },
  {
    of: CLUSTER_KIND,
    isNamed: (run, { namespace }) => namespace === runNamespace(run),
  },
];

/** What is left of one run. */
interface Leftover {
  run: string;
  experiment: string;
  kept: boolean;
  /** When the oldest of it was made. */
  since: number;
}

/**
 * Removes what runs left behind that are finished or gone, after a grace period
 * and unless they are kept; the result is collected first. One run that can't
 * be removed does not keep the others; it is named in the StepError at the end.
 */
export async function sweep(
  tools: StepTools,
  options: { graceMs?: number; now?: number } = {},
): Promise<void> {
  const { graceMs = GRACE_MS, now = Date.now() } = options;
  const failed: string[] = [];
  let swept = 0;
  for (const leftover of await findLeftovers(tools)) {
    try {
      if (await isAbandoned(leftover, tools, now - graceMs)) {
        tools.progress(`Run ${leftover.run} left something behind`);
        await collectIfPossible(leftover, tools);
        await cleanUp(leftover, tools);
        swept++;
      }
    } catch (error) {
      failed.push(`${leftover.run}: ${reasonOf(error)}`);
    }
  }
  if (failed.length > 0) {
    throw new StepError(`Not swept: ${failed.join(' ')}`);
  }
  tools.progress(swept === 0 ? 'Nothing to sweep' : `Swept ${swept}`);
}

async function findLeftovers({ kube }: StepTools): Promise<Leftover[]> {
  const objects: KubernetesObject[] = [];
  for (const { of, isNamed } of KINDS) {
    const labelled = await kube.list<KubernetesObject>(of, LABEL_RUN);
    objects.push(
      ...labelled.filter(({ metadata }) => {
        const run = metadata?.labels?.[LABEL_RUN] ?? '';
        return isRunId(run) && isNamed(run, metadata ?? {});
      }),
    );
  }
  const runs = new Map<string, Leftover>();
  for (const { metadata } of objects) {
    const { labels = {}, creationTimestamp } = metadata ?? {};
    const run = labels[LABEL_RUN];
    const since = new Date(creationTimestamp ?? 0).getTime();
    const known = runs.get(run);
    runs.set(run, {
      run,
      experiment: labels[LABEL_EXPERIMENT] ?? known?.experiment ?? '',
      kept: labels[LABEL_KEPT] === 'true' || (known?.kept ?? false),
      since: Math.min(since, known?.since ?? since),
    });
  }
  return [...runs.values()];
}

async function isAbandoned(
  leftover: Leftover,
  { kube }: StepTools,
  before: number,
): Promise<boolean> {
  if (leftover.kept) {
    return false;
  }
  const parent = await kube.get<Workflow>(
    workflowRef(NAMESPACE_EXPERIMENTS, parentWorkflowName(leftover.run)),
  );
  if (!parent) {
    return leftover.since < before;
  }
  const { phase, finishedAt } = parent.status ?? {};
  return (
    isFinished(phase) &&
    parent.metadata?.labels?.[LABEL_KEPT] !== 'true' &&
    new Date(finishedAt ?? 0).getTime() < before
  );
}

/** A result lost is bad, a run that stays for ever is worse: log and go on. */
async function collectIfPossible(leftover: Leftover, tools: StepTools) {
  try {
    const kube = await orchestratorKube(tools.kube, leftover.run);
    const child = await kube?.get<Workflow>(
      workflowRef(runNamespace(leftover.run), childWorkflowName(leftover.run)),
    );
    if (child) {
      await collect(leftover, tools);
    }
  } catch (error) {
    tools.progress(`The result of ${leftover.run} is lost: ${reasonOf(error)}`);
  }
}
