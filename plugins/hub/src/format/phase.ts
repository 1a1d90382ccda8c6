import {
  type Run,
  type RunState,
  type StagePhase,
} from '@illm-lab/plugin-hub-common';

/** Kinds of state that are told apart by icon, word and colour together. */
export type Tone = 'waiting' | 'running' | 'good' | 'bad' | 'stopped';

export interface Status {
  word: string;
  tone: Tone;
}

const STATES: Record<RunState, Status> = {
  waiting: { word: 'Waiting', tone: 'waiting' },
  running: { word: 'Running', tone: 'running' },
  passed: { word: 'Passed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  error: { word: 'Error', tone: 'bad' },
  stopped: { word: 'Stopped', tone: 'stopped' },
};

/** How a run stands, in a word; which it is says hub-common's `runState`. */
export const runStatus = ({ state }: Pick<Run, 'state'>): Status =>
  STATES[state];

const STAGES: Record<StagePhase, Status> = {
  Pending: STATES.waiting,
  Running: STATES.running,
  Succeeded: { word: 'Done', tone: 'good' },
  Failed: STATES.failed,
  Error: STATES.error,
  Skipped: { word: 'Skipped', tone: 'stopped' },
  Omitted: { word: 'Skipped', tone: 'stopped' },
};

/** How a step stands, in words. */
export const stageStatus = (phase: StagePhase): Status => STAGES[phase];
