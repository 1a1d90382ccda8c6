/** Label of a namespace: what becomes of objects in it without cost labels. */
export const LABEL_POLICY_MODE = 'illm.lab/label-policy';

/**
 * What the cost label policy does in a namespace: `enforce` refuses, `warn`
 * lets in and tells the client; `off` does nothing. `warn` where a namespace
 * says nothing. Claims are always refused.
 */
export const LABEL_POLICY_MODES = ['enforce', 'warn', 'off'] as const;

/** Where the catalog's values for cost labels are kept for the policy. */
export const COST_LABEL_VALUES = {
  namespace: 'experiments',
  name: 'cost-label-values',
} as const;

/** Cost labels whose values the catalog has, and the type of Group they name. */
export const CATALOG_COST_LABELS = {
  team: 'team',
  'cost-center': 'cost-center',
} as const;
