import {
  isRunId,
  validateExperimentName,
  formatIssue,
} from '@illm-lab/plugin-hub-common';
import { StepError } from './error';

/** What a run's steps are told, through the environment of their pods. */
export interface StepInput {
  /** `LAB_RUN`: id of the run. */
  run: string;
  /** `LAB_EXPERIMENT`: name of the experiment. */
  experiment: string;
  /** `LAB_COMMIT`: 40 hex digits. */
  commit: string;
  /** `LAB_REPOSITORY`: clone URL. */
  repository: string;
  /** `LAB_PARAMETERS`: JSON object of strings. */
  parameters: Record<string, string>;
  /** `LAB_KEEP`: `true` leaves everything in place after the run. */
  keep: boolean;
}

/** Reads and checks the input; a StepError names the variable. */
export function readStepInput(env: NodeJS.ProcessEnv): StepInput {
  const text = (name: string) => {
    const value = env[name];
    if (!value) {
      throw new StepError(
        `${name} is not set. Set it, as the WorkflowTemplate “experiment” does.`,
      );
    }
    return value;
  };
  const run = text('LAB_RUN');
  if (!isRunId(run)) {
    throw new StepError(
      `LAB_RUN “${run}” is no run id (<experiment>-<5 letters or digits>).`,
    );
  }
  const experiment = text('LAB_EXPERIMENT');
  const [issue] = validateExperimentName(experiment);
  if (issue) {
    throw new StepError(`LAB_EXPERIMENT: ${formatIssue(issue)}`);
  }
  const commit = text('LAB_COMMIT');
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new StepError(`LAB_COMMIT “${commit}” is no commit (40 hex digits).`);
  }
  const repository = text('LAB_REPOSITORY');
  if (!/^(https?|file):\/\//.test(repository)) {
    throw new StepError(
      `LAB_REPOSITORY “${repository}” is no http, https or file URL.`,
    );
  }
  return {
    run,
    experiment,
    commit,
    repository,
    parameters: readParameters(env.LAB_PARAMETERS || '{}'),
    keep: env.LAB_KEEP === 'true',
  };
}

function readParameters(json: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new StepError(
      `LAB_PARAMETERS is no JSON: ${(error as Error).message}`,
    );
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    Object.values(value).some(one => typeof one !== 'string')
  ) {
    throw new StepError(
      'LAB_PARAMETERS must be a JSON object whose values are texts.',
    );
  }
  return value as Record<string, string>;
}
