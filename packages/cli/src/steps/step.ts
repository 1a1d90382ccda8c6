import { Kube } from '../kube';

/** What each step is given. */
export interface StepTools {
  kube: Kube;
  /** Aborted when the pod is told to end (SIGTERM). */
  signal: AbortSignal;
  /** Progress, one line for a person; goes to stderr. */
  progress: (line: string) => void;
  /** The workload's own output; goes to stdout. */
  output: (line: string) => void;
}
