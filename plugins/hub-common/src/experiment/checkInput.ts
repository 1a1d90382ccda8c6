import { validateCostLabels } from '../cost-labels';
import { validateExperimentName } from '../experiment-name';
import { Issue } from '../issue';
import { ThresholdInput, validateThreshold } from '../k6';
import { checkLoad } from './load/checkLoad';
import { plainText } from './issues';
import { ExperimentInput } from './types';
import { checkWorkload } from './workload/checkWorkload';

/** What a form or a request gives; workload and load may be of any shape. */
export type ExperimentRequest = Omit<ExperimentInput, 'workload' | 'load'> & {
  workload: unknown;
  load: unknown;
};

/**
 * Checks what can be checked without asking anyone, by field.
 *
 * @param allowedHosts - hosts that load may be put on; undefined: not checked
 * @returns the input with its defaults, or what is wrong with each field
 */
export function checkExperimentInput(
  request: ExperimentRequest,
  allowedHosts?: string[],
): { input: ExperimentInput } | { issues: Issue[] } {
  const workload = checkWorkload(request.workload, allowedHosts);
  const load = checkLoad(request.load);
  const issues = [
    ...validateExperimentName(request.name),
    ...checkDescription(request.description),
    ...checkLabel('project', request.project),
    ...checkLabel('environment', request.environment),
    ...('issues' in workload ? workload.issues : []),
    ...('issues' in load ? load.issues : []),
    ...request.thresholds.flatMap(checkThreshold),
  ];
  return issues.length > 0 || 'issues' in workload || 'issues' in load
    ? { issues }
    : {
        input: { ...request, workload: workload.workload, load: load.load },
      };
}

function checkDescription(description: string): Issue[] {
  return description.trim()
    ? plainText('description', description, { lines: true })
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

function checkThreshold(threshold: ThresholdInput, index: number): Issue[] {
  const at = (field: string) => `thresholds[${index}].${field}`;
  const { metric, expression } = threshold;
  return [
    ...validateThreshold(threshold).map(issue => ({
      ...issue,
      path: at(issue.path),
    })),
    ...plainText(at('metric'), metric, { lines: false }),
    // Argo would look for a value to put there.
    ...(/\{\{/.test(metric + expression)
      ? [
          {
            path: at('metric'),
            message: 'It has “{{”, which is Argo’s own.',
            remedy: 'Use another tag.',
          },
        ]
      : []),
  ];
}
