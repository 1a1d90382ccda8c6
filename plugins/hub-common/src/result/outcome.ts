/** A step whose failure made the workflow fail. */
export interface FailedStep {
  name: string;
  /** Argo's message, if any. */
  message?: string;
  /** Exit status of its container; absent when none ran. */
  exitCode?: number;
  /** True when it is k6 that it runs, whose exit statuses have a meaning. */
  k6?: boolean;
}

/** How the experiment's own workflow ended. */
export interface WorkflowOutcome {
  /** Argo's phase: Succeeded, Failed or Error. */
  phase: string;
  /** Argo's message, if any. */
  message?: string;
  /** True when it was told to stop or to terminate. */
  stopped?: boolean;
  /**
   * The steps whose failure is the reason of its phase, the first to end first;
   * what its author tolerates is none.
   */
  failedSteps?: FailedStep[];
}

/** One that had ended by itself before it was told to is whole. */
export const wasStopped = (workflow: WorkflowOutcome | undefined) =>
  workflow?.stopped === true && workflow.phase !== 'Succeeded';
