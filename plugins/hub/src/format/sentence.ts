import { type Run, type Stage } from '@illm-lab/plugin-hub-common';

/** All steps of a run, parents before their children. */
export function flatten(stages: Stage[]): Stage[] {
  return stages.flatMap(stage => [stage, ...flatten(stage.children)]);
}

/** The innermost step that satisfies a condition, first in order. */
function innermost(
  stages: Stage[],
  wanted: (stage: Stage) => boolean,
): Stage | undefined {
  for (const stage of stages) {
    const found =
      innermost(stage.children, wanted) ?? (wanted(stage) ? stage : undefined);
    if (found) return found;
  }
  return undefined;
}

/** The step at which a run went wrong: the innermost one that failed. */
export const failedStage = (run: Run) =>
  innermost(
    run.stages ?? [],
    ({ phase }) => phase === 'Failed' || phase === 'Error',
  );

/** The step that is at work. */
export const runningStage = (run: Run) =>
  innermost(run.stages ?? [], ({ phase }) => phase === 'Running');

/**
 * What a visitor of a run's page came to know, as one sentence. It stands beside
 * the status and does not repeat its word.
 */
export function runSentence(run: Run): string {
  const step = runningStage(run);
  if (run.phase === 'Running' && step) return `Step ${step.name} is at work`;
  if (run.message) return run.message;
  return {
    Pending: 'Waits for its first step',
    Running: 'Between two steps',
    Succeeded: 'All steps went well',
    Failed: 'A step failed',
    Error: 'The run could not be carried out',
    Stopped: 'It was stopped',
  }[run.phase];
}
