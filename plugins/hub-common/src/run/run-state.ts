import type { Run, RunPhase, RunState } from '../api/types';
import type { Verdict } from '../result/types';

/** All states of a run, in the order in which a filter offers them. */
export const RUN_STATES = [
  'waiting',
  'running',
  'passed',
  'failed',
  'error',
  'stopped',
] as const satisfies readonly RunState[];

const PHASES = [
  'Pending',
  'Running',
  'Succeeded',
  'Failed',
  'Error',
  'Stopped',
] as const satisfies readonly RunPhase[];

/** What a run's state follows from: its Workflow's phase and its result's verdict. */
export interface RunOutcome {
  phase: RunPhase;
  verdict: Verdict | null;
}

/**
 * How a run stands. This is the only place that says so: list, filter, counts,
 * pages, API, command line and actions all go by it.
 *
 * Once a run has ended its verdict says more than its phase: one whose clean-up
 * went well may still have crossed a threshold, and one whose clean-up failed may
 * have passed. Without a result nobody knows of a crossed threshold, so a run that
 * broke is an error and no failure.
 */
export function runState({ phase, verdict }: RunOutcome): RunState {
  switch (phase) {
    case 'Pending':
      return 'waiting';
    case 'Running':
      return 'running';
    case 'Stopped':
      return 'stopped';
    case 'Succeeded':
      return verdict ?? 'passed';
    default:
      return verdict ?? 'error';
  }
}

/** All pairs of phase and verdict that are this state; what a query filters by. */
export function outcomesOf(state: RunState): RunOutcome[] {
  return PHASES.flatMap(phase =>
    ([null, 'passed', 'failed', 'error'] as const)
      .map(verdict => ({ phase, verdict }))
      .filter(outcome => runState(outcome) === state),
  );
}

/** Whether nothing more will happen to a run. */
export const hasEnded = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running';
