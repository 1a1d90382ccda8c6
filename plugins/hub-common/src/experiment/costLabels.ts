import { CostLabels } from '../cost-labels';
import { ExperimentInput } from './types';

/** The cost labels that an experiment's objects carry. */
export function costLabelsOf(input: ExperimentInput): CostLabels {
  return {
    team: groupName(input.owner),
    project: input.project,
    environment: input.environment,
    'cost-center': groupName(input.costCenter),
  };
}

/** Name in an entity ref such as `group:default/web`, or the name itself. */
export function groupName(ref: string): string {
  return ref.slice(ref.search(/[^:/]*$/));
}
