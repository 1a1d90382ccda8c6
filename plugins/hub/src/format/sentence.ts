import {
  progressSentence,
  type Run,
  type Stage,
} from '@illm-lab/plugin-hub-common';

/** All steps of a run, parents before their children. */
export function flatten(stages: Stage[]): Stage[] {
  return stages.flatMap(stage => [stage, ...flatten(stage.children)]);
}

const failed = ({ phase }: Stage) => phase === 'Failed' || phase === 'Error';

/** The step inside a failed one that made it fail: the last that did. */
function innermostFailed(stage: Stage): Stage {
  const inner = stage.children.filter(failed).pop();
  return inner ? innermostFailed(inner) : stage;
}

/**
 * The step at which a run went wrong: of the stages the first that failed, since
 * those after it may have failed for its sake; inside it the last that failed,
 * since an attempt that was repeated with success is no fault.
 *
 * @param decidedBy - the result's own word on it, which knows what is tolerated
 */
export function failedStage(run: Run, decidedBy?: string): Stage | undefined {
  const stages = run.stages ?? [];
  const decisive = flatten(stages)
    .filter(one => failed(one) && one.name === decidedBy)
    .pop();
  const stage = decisive ?? stages.find(failed);
  return stage && innermostFailed(stage);
}

/** The step that is at work, innermost. */
export function runningStage(run: Run): Stage | undefined {
  return flatten(run.stages ?? [])
    .filter(({ phase }) => phase === 'Running')
    .pop();
}

/**
 * What a visitor of a run's page came to know, as one sentence. It stands beside
 * the status and does not repeat its word.
 */
export function runSentence(run: Run): string {
  // The word beside it says already that it was stopped.
  if (run.message) return run.message.replace(/^Stopped (?=by |before )/, '');
  return {
    waiting: 'Waits for its first step',
    running: progressSentence(run.stages ?? []),
    passed: 'All steps went well',
    failed: 'A threshold was crossed',
    error: 'The run could not be carried out',
    stopped: 'It was stopped',
  }[run.state];
}
