import schema from './schemas/cost-labels.schema.json';
import { Issue } from './issue';
import { validateAgainst } from './schema-issues';

/** JSON schema of the labels that everything that costs must carry. */
export const costLabelsSchema = schema;

/** Names of the required cost labels, in the order in which they are shown. */
export const COST_LABELS = [
  'team',
  'project',
  'environment',
  'cost-center',
] as const;

/** The required cost labels with their values. */
export type CostLabels = Record<(typeof COST_LABELS)[number], string>;

/** Checks that all cost labels are there with values Kubernetes accepts. */
export function validateCostLabels(labels: unknown): Issue[] {
  return validateAgainst(schema.$id, labels);
}

/** The cost labels among others; those that are missing stay missing. */
export function pickCostLabels(
  labels: Record<string, string> | undefined,
): Partial<CostLabels> {
  return Object.fromEntries(
    COST_LABELS.flatMap(name => {
      const value = labels?.[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
