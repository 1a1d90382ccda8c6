import { experimentPaths } from '@illm-lab/plugin-hub-common';
import { CliError } from '../../errors';
import { stepTools } from '../../hub/kube';
import { reasonOf } from '../../kube';
import { bootstrap as bootstrapStep } from '../../steps/bootstrap';
import { cleanUp } from '../../steps/cleanUp';
import { StepError } from '../../steps/error';
import { provision } from '../../steps/provision';
import { register as registerStep } from '../../steps/register';
import { Terminal } from '../../terminal';
import { existingSet, newSet, runId } from './run';

export { list } from './list';
export { provide } from './provide';

/** A step's own sentence is all that a person at a terminal needs. */
async function saying(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw error instanceof StepError ? new CliError(reasonOf(error)) : error;
  }
}

/**
 * `lab cluster create`: makes the clusters of an experiment, as the checkout's
 * HEAD declares them, for trying out. They stay until they are deleted.
 */
export async function create(
  experiment: string,
  options: { run?: string; json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const input = await newSet(experiment, options.run);
  const topology = provision(input, stepTools(terminal));
  await saying(topology);
  if ((await topology) === 'hub') {
    await saying(cleanUp(input, stepTools(terminal)));
    throw new CliError(
      `${experiment} has no clusters of its own. Name a spec.provider in ${experimentPaths(
        experiment,
      ).cluster('orchestrator')} and the others.`,
    );
  }
  if (options.json) {
    terminal.json({ run: input.run, experiment });
  } else {
    terminal.answer(input.run);
  }
}

/** `lab cluster bootstrap`: waits until Argo works on the orchestrator. */
export async function bootstrap(id: string, _: object, terminal: Terminal) {
  await saying(bootstrapStep(await existingSet(id), stepTools(terminal)));
}

/** `lab cluster register`: makes the clusters known to their orchestrator. */
export async function register(id: string, _: object, terminal: Terminal) {
  await saying(registerStep(await existingSet(id), stepTools(terminal)));
}

/**
 * `lab cluster delete` and `lab experiment down`: removes the clusters of a run
 * and all else that it made on the hub. What is gone already is no error.
 */
export async function remove(id: string, _: object, terminal: Terminal) {
  await saying(cleanUp({ run: runId(id) }, stepTools(terminal)));
}
