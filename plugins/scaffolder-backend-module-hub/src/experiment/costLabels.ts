import { parseEntityRef } from '@backstage/catalog-model';
import { CostLabels } from '@illm-lab/plugin-hub-common';
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

/** Name in an entity ref of a group, or of whatever a ref names. */
export function groupName(ref: string): string {
  return parseEntityRef(ref, {
    defaultKind: 'Group',
    defaultNamespace: 'default',
  }).name;
}
