import { writeFile } from 'node:fs/promises';
import { Kube, reasonOf } from '../kube';
import { bootstrap } from './bootstrap';
import { cleanUp } from './cleanUp';
import { collect } from './collect';
import { StepError } from './error';
import { experiment } from './experiment';
import { readStepInput } from './input';
import { provision } from './provision';
import { register } from './register';
import { remotePod } from './remotePod';
import { serviceAddress } from './serviceAddress';
import { StepTools } from './step';
import { sweep } from './sweep';
import { sync } from './sync';

/** What a step does; a number is the exit status that it wants. */
type Step = (
  tools: StepTools,
  env: NodeJS.ProcessEnv,
) => Promise<void | number>;

/** The steps of a run by the name that the WorkflowTemplate calls them. */
export const STEPS: Record<string, { summary: string; run: Step }> = {
  provision: {
    summary: 'make the run’s namespace, and its clusters if it has its own',
    run: async (tools, env) => {
      const topology = await provision(readStepInput(env), tools);
      // Decides which steps come next.
      if (env.LAB_TOPOLOGY_FILE) {
        await writeFile(env.LAB_TOPOLOGY_FILE, topology);
      }
    },
  },
  bootstrap: {
    summary: 'wait for Argo Workflows and Argo CD on the run’s orchestrator',
    run: (tools, env) => bootstrap(readStepInput(env), tools),
  },
  register: {
    summary: 'make the run’s clusters known to its orchestrator',
    run: (tools, env) => register(readStepInput(env), tools),
  },
  sync: {
    summary: 'have Argo CD deploy the experiment’s manifests',
    run: (tools, env) => sync(readStepInput(env), tools),
  },
  experiment: {
    summary: 'start the experiment’s workflow and follow it',
    run: (tools, env) => experiment(readStepInput(env), tools),
  },
  collect: {
    summary: 'write the run’s result',
    run: (tools, env) => collect(readStepInput(env), tools),
  },
  'clean-up': {
    summary: 'remove what the run made',
    run: (tools, env) => cleanUp(readStepInput(env), tools),
  },
  'service-address': {
    summary: 'address of a Service on another cluster of the run',
    run: (tools, env) => serviceAddress(env, tools),
  },
  'remote-pod': {
    summary: 'run a container on another cluster of the run',
    run: (tools, env) => remotePod(env, tools),
  },
  sweep: {
    summary: 'remove what ended runs left behind (LAB_SWEEP_GRACE: seconds)',
    run: (tools, env) => sweep(tools, { graceMs: readGrace(env) }),
  },
};

function readGrace(env: NodeJS.ProcessEnv): number | undefined {
  if (!env.LAB_SWEEP_GRACE) {
    return undefined;
  }
  const seconds = Number(env.LAB_SWEEP_GRACE);
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new StepError(
      `LAB_SWEEP_GRACE “${env.LAB_SWEEP_GRACE}” is no number of seconds.`,
    );
  }
  return seconds * 1000;
}

async function tellReason(message: string, env: NodeJS.ProcessEnv) {
  if (env.LAB_MESSAGE_FILE) {
    await writeFile(env.LAB_MESSAGE_FILE, message);
  }
}

/**
 * Runs one step as a pod does: input from the environment, SIGTERM as the sign
 * to end, the reason of a failure on stderr and in the file `LAB_MESSAGE_FILE`.
 *
 * @returns the exit status: 0 done, 1 failed, 2 no such step; `remote-pod` gives
 *   that of its container
 */
export async function runStep(
  name: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const step = STEPS[name ?? ''];
  if (!step) {
    console.error(
      `There is no step “${name ?? ''}”. Steps: ${Object.keys(STEPS).join(
        ', ',
      )}.`,
    );
    return 2;
  }
  // Argo complains of an output file that is not there.
  await tellReason('', env);
  const stop = new AbortController();
  // It may come more than once, and the first must not be the last.
  const onTerminate = () => stop.abort();
  process.on('SIGTERM', onTerminate);
  try {
    const status = await step.run(
      {
        kube: Kube.fromEnvironment(),
        signal: stop.signal,
        progress: line => console.error(line),
        output: line => console.log(line),
      },
      env,
    );
    return status ?? 0;
  } catch (error) {
    const message = reasonOf(error);
    console.error(message);
    if (!(error instanceof StepError) && error instanceof Error) {
      console.error(error.stack);
    }
    await tellReason(message, env);
    return 1;
  } finally {
    process.removeListener('SIGTERM', onTerminate);
  }
}
