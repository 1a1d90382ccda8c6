import {
  Issue,
  validateCostLabels,
  validateExperimentName,
  validateThreshold,
} from '@illm-lab/plugin-hub-common';
import { validateDuration } from './duration';
import { ExperimentInput } from './types';

/** Checks what can be checked without asking anyone, by field. */
export function checkInput(input: ExperimentInput): Issue[] {
  return [
    ...validateExperimentName(input.name),
    ...checkDescription(input.description),
    ...checkLabel('project', input.project),
    ...checkLabel('environment', input.environment),
    ...checkVirtualUsers(input.virtualUsers),
    ...validateDuration('duration', input.duration),
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

function checkVirtualUsers(virtualUsers: number): Issue[] {
  return Number.isInteger(virtualUsers) && virtualUsers >= 1
    ? []
    : [
        {
          path: 'virtualUsers',
          message: `${virtualUsers} is no number of virtual users.`,
          remedy: 'Give a whole number, 1 or more.',
        },
      ];
}
