import {
  type ExperimentProgress,
  type PullCheckRun,
  type PullProgress,
} from '@illm-lab/plugin-hub-common';
import { type Tone } from '../format/phase';

/** One station of a pull request's way. */
export interface PullStep {
  name: string;
  tone: Tone;
  /** What is there, or what it waits for. */
  text: string;
}

/** `lab / manifests` as people read it: one of the lab's own goes by its kind. */
export const checkLabel = (name: string) => name.replace(/^lab \/ /, '');

const MERGE_WAITS = {
  passed: 'Waits for somebody to review and merge it',
  pending: 'Waits for the checks, then for somebody to merge it',
  failed: 'Waits for a commit that mends what the checks name',
} as const;

/** What the checks of a pull request say together. */
function checks({ checks: all, checkRuns }: PullProgress): PullStep[] {
  if (!all) return [];
  const name = 'Checks';
  const named = (state: PullCheckRun['state']) =>
    checkRuns
      .filter(one => one.state === state)
      .map(one => checkLabel(one.name))
      .join(', ');
  switch (all) {
    case 'passed':
      return [{ name, tone: 'good', text: 'All passed' }];
    case 'pending':
      return [{ name, tone: 'running', text: `At work: ${named('pending')}` }];
    default:
      return [{ name, tone: 'bad', text: `Failed: ${named('failed')}` }];
  }
}

function merge(pull: PullProgress): PullStep {
  const { state, mergedAt } = pull;
  const name = 'Merged';
  if (mergedAt) return { name, tone: 'good', text: 'It is on the main branch' };
  return state === 'closed'
    ? { name, tone: 'stopped', text: 'It was closed without a merge' }
    : {
        name,
        tone: 'waiting',
        text: MERGE_WAITS[pull.checks ?? 'passed'],
      };
}

const DEFINITIONS: Record<ExperimentProgress['definitions']['state'], Tone> = {
  none: 'good',
  waiting: 'running',
  synced: 'good',
  failed: 'bad',
  unknown: 'waiting',
};

function catalogState(
  done: boolean,
  merged: boolean,
  removed: boolean,
): Pick<PullStep, 'tone' | 'text'> {
  if (!merged) return { tone: 'waiting', text: 'Waits for the merge' };
  if (done)
    return { tone: 'good', text: removed ? 'It is gone' : 'It is there' };
  return {
    tone: 'running',
    text: removed ? 'It is being taken out' : 'It is being read',
  };
}

/** Whether all that an experiment's change or removal means has happened. */
const isTakenUp = ({
  removed,
  ready,
  inCatalog,
  definitions,
}: ExperimentProgress) =>
  removed ? !inCatalog && definitions.state === 'synced' : ready;

function after(
  { name, definitions, inCatalog, removed }: ExperimentProgress,
  merged: boolean,
): PullStep[] {
  return [
    // Of a URL that is there already Argo CD deploys nothing.
    ...(definitions.state === 'none'
      ? []
      : [
          {
            name: `Definitions of ${name}`,
            tone: merged ? DEFINITIONS[definitions.state] : 'waiting',
            text: definitions.message,
          } as const,
        ]),
    {
      name: `${name} in the catalog`,
      ...catalogState(inCatalog !== removed, merged, removed),
    },
  ];
}

/** The stations of a pull request from its opening to what can be run. */
export function pullSteps(pull: PullProgress): PullStep[] {
  return [
    { name: 'Opened', tone: 'good', text: `by ${pull.author}` },
    ...checks(pull),
    merge(pull),
    ...(pull.state === 'closed'
      ? []
      : pull.experiments.flatMap(one => after(one, pull.state === 'merged'))),
  ];
}

/** Whether nothing more will change by itself. */
export function isSettled({ state, experiments }: PullProgress): boolean {
  return (
    state === 'closed' || (state === 'merged' && experiments.every(isTakenUp))
  );
}

/** What its visitor came for, in a sentence. */
export function pullSentence(pull: PullProgress): string {
  const title = `#${pull.number} “${pull.title}”`;
  if (pull.state === 'open') return `${title} waits for its merge`;
  if (pull.state === 'closed') return `${title} was closed without a merge`;
  const failed = pull.experiments.find(
    ({ definitions }) => definitions.state === 'failed',
  );
  if (failed)
    return `${title} is merged, but Argo CD can’t take up ${failed.name}`;
  if (!isSettled(pull)) return `${title} is merged and being taken up`;
  const names = (removed: boolean) =>
    pull.experiments
      .filter(one => one.removed === removed)
      .map(({ name }) => name)
      .join(', ');
  const sentences = [
    names(false) && `${names(false)} is ready to run`,
    names(true) && `${names(true)} is removed; its runs and results stay`,
  ].filter(Boolean);
  return sentences.join('. ') || `${title} is merged`;
}
