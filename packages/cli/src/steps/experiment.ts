import {
  ANNOTATION_HOST_CPU,
  NAMESPACE_EXPERIMENTS,
  TARGET_HOSTS_FILE,
  checkRunTarget,
  childWorkflowName,
  experimentPaths,
  formatIssue,
  isBesideWorkflow,
  makeResult,
  parentWorkflowName,
  parseExperimentWorkflow,
  parseTargetHosts,
  runNamespace,
  validateRunParameters,
} from '@illm-lab/plugin-hub-common';
import { Kube, Workflow, workflowRef } from '../kube';
import { childTemplate, childWorkflow } from './child';
import { collect } from './collect';
import { StepError } from './error';
import { followWorkflow } from './follow';
import { sampleHostCpu } from './hostCpu';
import { StepInput } from './input';
import { k6Scripts } from './k6Scripts';
import { placesOf } from './mountedPaths';
import { resultInput } from './outcome';
import { Checkout, withCommit } from './repository';
import { kubeconfigOf, orchestratorKube } from './runClusters';
import { StepTools } from './step';
import { stopWorkflow } from './stopWorkflow';

/** An author's own deadline is in the workflow; this one ends a forgotten run. */
const TIMEOUT_MS = 24 * 60 * 60 * 1000;
/** The pod has 60 s between SIGTERM and SIGKILL; some are for the reports. */
const STOP_MS = 50_000;

/**
 * Creates the experiment's own workflow at the run's commit, or finds it when
 * it is already there, and follows it. Told to end, it stops the workflow.
 * Throws a StepError with the verdict in words unless the workflow succeeds.
 */
export async function experiment(
  input: StepInput,
  tools: StepTools,
): Promise<void> {
  const { progress, signal } = tools;
  const kube = await orchestratorKube(tools.kube, input.run);
  if (!kube) {
    throw new StepError('The run’s orchestrator can’t be reached any more.');
  }
  await withCommit(input, checkout =>
    create(input, checkout, { ...tools, kube, hub: tools.kube }),
  );
  const ref = workflowRef(
    runNamespace(input.run),
    childWorkflowName(input.run),
  );
  const cpu = sampleHostCpu();
  let ended: Workflow;
  try {
    ended = await followWorkflow(ref, {
      tools: { ...tools, kube },
      timeoutMs: TIMEOUT_MS,
      stopMs: STOP_MS,
      onStop: () => passOnShutdown(input, { ...tools, kube, hub: tools.kube }),
    });
  } finally {
    const hostCpu = cpu.stop();
    if (hostCpu) {
      await kube.merge(ref, {
        metadata: {
          annotations: { [ANNOTATION_HOST_CPU]: JSON.stringify(hostCpu) },
        },
      });
    }
  }
  const { message } = makeResult(resultInput(ended));
  if (ended.status?.phase !== 'Succeeded' || signal.aborted) {
    throw new StepError(message);
  }
  progress(message);
}

/** The steps' tools where `kube` has the experiment's own workflow. */
interface OrchestratorTools extends StepTools {
  hub: Kube;
}

/** The YAML files beside the workflow's own, by name. */
async function besideWorkflow(experimentName: string, checkout: Checkout) {
  const { workflowFolder } = experimentPaths(experimentName);
  const names = (await checkout.list(workflowFolder)).filter(isBesideWorkflow);
  const texts = await Promise.all(
    names.map(async name => [
      name,
      (await checkout.read(`${workflowFolder}/${name}`)) ?? '',
    ]),
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

async function create(
  input: StepInput,
  checkout: Checkout,
  { kube, hub, progress }: OrchestratorTools,
) {
  const file = experimentPaths(input.experiment).workflow;
  const text = await checkout.read(file);
  if (text === undefined) {
    throw new StepError(
      `There is no ${file} at commit ${input.commit}. Add it.`,
    );
  }
  const parsed = parseExperimentWorkflow(
    text,
    await besideWorkflow(input.experiment, checkout),
  );
  if ('issues' in parsed) {
    throw new StepError(`${file}: ${parsed.issues.map(formatIssue).join(' ')}`);
  }
  const wrong = [
    ...validateRunParameters(parsed.inputs, input.parameters),
    ...(await checkRunTarget(parsed.inputs, input.parameters, async () =>
      parseTargetHosts(
        (await checkout.read(TARGET_HOSTS_FILE)) ?? 'allowed: []',
      ),
    )),
  ];
  if (wrong.length > 0) {
    throw new StepError(wrong.map(formatIssue).join(' '));
  }
  const scripts = await k6Scripts(input, checkout);
  if (scripts) {
    // The load comes from its own cluster, if there is one.
    const loadgen =
      kube === hub ? undefined : await kubeconfigOf(hub, input.run, 'loadgen');
    await kube.apply(scripts);
    if (loadgen) {
      await Kube.fromKubeconfig(loadgen).apply(scripts);
    }
  }
  const places = placesOf(scripts);
  for (const template of parsed.templates) {
    await kube.apply(childTemplate(input, template, places));
  }
  const made = await kube.create(childWorkflow(input, parsed, places));
  progress(made ? 'The experiment starts' : 'The experiment is already there');
}

/**
 * Stopping a run lets the experiment's exit handler run; terminating it does
 * not, so neither does the experiment's. What was measured is kept either way: a
 * run that was terminated has no later step that would collect it.
 */
async function passOnShutdown(
  input: StepInput,
  { kube, hub, progress }: OrchestratorTools,
) {
  const parent = await hub.get<Workflow>(
    workflowRef(NAMESPACE_EXPERIMENTS, parentWorkflowName(input.run)),
  );
  const shutdown = parent?.spec?.shutdown ?? 'Stop';
  progress(shutdown === 'Terminate' ? 'Terminating' : 'Stopping');
  await stopWorkflow(
    workflowRef(runNamespace(input.run), childWorkflowName(input.run)),
    shutdown,
    { kube, progress },
  );
  if (shutdown === 'Terminate') {
    const unhurried = new AbortController().signal;
    await collect(input, { kube: hub, progress, signal: unhurried });
    throw new StepError(
      'The run was terminated before its experiment had ended.',
    );
  }
}
