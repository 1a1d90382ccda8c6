import {
  type Run,
  type RunPhase,
  type StagePhase,
} from '@illm-lab/plugin-hub-common';

/** Kinds of state that are told apart by icon, word and colour together. */
export type Tone = 'waiting' | 'running' | 'good' | 'bad' | 'stopped';

export interface Status {
  word: string;
  tone: Tone;
}

const PHASES: Record<RunPhase, Status> = {
  Pending: { word: 'Waiting', tone: 'waiting' },
  Running: { word: 'Running', tone: 'running' },
  Succeeded: { word: 'Passed', tone: 'good' },
  Failed: { word: 'Failed', tone: 'bad' },
  Error: { word: 'Error', tone: 'bad' },
  Stopped: { word: 'Stopped', tone: 'stopped' },
};

/** The phases in the order in which a filter offers them. */
export const RUN_PHASES = Object.keys(PHASES) as RunPhase[];

/** A run's phase in words. */
export const phaseStatus = (phase: RunPhase): Status => PHASES[phase];

/**
 * How a run stands. Once it has ended its verdict says more than its phase: a
 * run whose clean-up went well may still have crossed a threshold.
 */
export function runStatus(run: Pick<Run, 'phase' | 'verdict'>): Status {
  if (run.phase === 'Stopped' || !run.verdict || !isFinished(run)) {
    return PHASES[run.phase];
  }
  return {
    passed: PHASES.Succeeded,
    failed: PHASES.Failed,
    error: PHASES.Error,
  }[run.verdict];
}

/** How a step stands, in words. */
export function stageStatus(phase: StagePhase): Status {
  switch (phase) {
    case 'Succeeded':
      return { word: 'Done', tone: 'good' };
    case 'Skipped':
    case 'Omitted':
      return { word: 'Skipped', tone: 'stopped' };
    default:
      return PHASES[phase];
  }
}

/** Whether nothing more will happen to a run. */
export function isFinished(run: Pick<Run, 'phase'>): boolean {
  return run.phase !== 'Pending' && run.phase !== 'Running';
}
