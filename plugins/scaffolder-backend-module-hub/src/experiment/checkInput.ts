import {
  checkValue,
  Issue,
  LOAD_INPUTS,
  validateCostLabels,
  validateExperimentName,
  validateThreshold,
} from '@illm-lab/plugin-hub-common';
import { ExperimentInput } from './types';

/** Checks what can be checked without asking anyone, by field. */
export function checkInput(input: ExperimentInput): Issue[] {
  return [
    ...validateExperimentName(input.name),
    ...checkDescription(input.description),
    ...checkLabel('project', input.project),
    ...checkLabel('environment', input.environment),
    ...checkLoad('virtualUsers', 'vus', String(input.virtualUsers)),
    ...checkLoad('duration', 'duration', input.duration),
    ...input.thresholds.flatMap((threshold, index) =>
      validateThreshold(threshold).map(issue => ({
        ...issue,
        path: `thresholds[${index}].${issue.path}`,
      })),
    ),
  ];
}

function checkDescription(description: string): Issue[] {
  return description.trim()
    ? []
    : [
        {
          path: 'description',
          message: 'The description is empty.',
          remedy: 'Say in one sentence what the experiment measures.',
        },
      ];
}

/** One cost label by the schema of them all; the others are not in question. */
function checkLabel(name: 'project' | 'environment', value: string): Issue[] {
  return validateCostLabels({
    team: 'team',
    project: 'project',
    environment: 'environment',
    'cost-center': 'cost-center',
    [name]: value,
  });
}

/** A field of the load, by the definition of the run's input that it becomes. */
function checkLoad(
  path: string,
  input: keyof typeof LOAD_INPUTS,
  value: string,
): Issue[] {
  const found = checkValue(LOAD_INPUTS[input], value);
  return found ? [{ path, ...found }] : [];
}
