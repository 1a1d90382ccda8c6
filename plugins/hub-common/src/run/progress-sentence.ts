import type { Stage } from '../api/types';

/** What a run does in each of the hub's stages; the names are in the template. */
const STAGES: Record<string, string> = {
  provision: 'Its place on the hub is being made',
  bootstrap: 'Argo is being set up on its clusters',
  register: 'Its clusters are being joined',
  sync: 'What it needs is being put in place',
  experiment: 'The experiment runs',
  collect: 'The result is being collected',
  'clean-up': 'It is being cleaned up',
};

/** What every pod says for a moment when it starts; no news to anybody. */
const STARTING = new Set(['PodInitializing', 'ContainerCreating']);

const leaves = (stages: Stage[]): Stage[] =>
  stages.flatMap(stage =>
    stage.children.length > 0 ? leaves(stage.children) : [stage],
  );

/** The step that is at work, else the one that began last. */
function currentStep(stage: Stage): Stage | undefined {
  const begun = leaves(stage.children).filter(
    ({ startedAt, phase }) => startedAt !== null || phase === 'Running',
  );
  return begun.find(({ phase }) => phase === 'Running') ?? begun.at(-1);
}

/**
 * What a run is doing, as a sentence that changes when its stage does and does not
 * flicker between two steps or while a pod starts. What keeps a step from starting
 * is said behind it.
 */
export function progressSentence(stages: Stage[]): string {
  const stage =
    stages.find(({ phase }) => phase === 'Running') ??
    stages.find(({ phase }) => phase === 'Pending');
  if (!stage)
    return stages.length > 0 ? 'It comes to its end' : 'It is starting';
  const step = currentStep(stage);
  const waiting = [step, stage].find(
    one => one?.phase === 'Pending' && one.message,
  )?.message;
  return [
    STAGES[stage.name] ?? `Stage ${stage.name} is at work`,
    step && `step ${step.name}`,
    waiting && !STARTING.has(waiting) && waiting,
  ]
    .filter(Boolean)
    .join(': ');
}
