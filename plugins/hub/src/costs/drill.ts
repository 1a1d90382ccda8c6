import { COST_IDLE, COST_UNALLOCATED } from '@illm-lab/plugin-hub-common';

const LABEL = 'label:';

/** What the costs can be told apart by, with what comes next inside each. */
const CHAINS: Record<string, string[]> = {
  'cost-center': ['cost-center', 'team', 'experiment', 'run'],
  team: ['team', 'experiment', 'run'],
  project: ['project', 'experiment', 'run'],
  environment: ['environment', 'team', 'experiment', 'run'],
  experiment: ['experiment', 'run'],
  namespace: ['namespace', 'workload'],
};

const NAMES: Record<string, string> = {
  'cost-center': 'Cost center',
  team: 'Team',
  project: 'Project',
  environment: 'Environment',
  experiment: 'Experiment',
  run: 'Run',
  namespace: 'Namespace',
  workload: 'Workload',
};

/** What a page begins with when the URL says nothing else. */
export const DEFAULT_BY = 'cost-center';

/** The choices of “by”. */
export const DIMENSIONS = Object.keys(CHAINS);

/** `cost-center` as people say it. */
export const dimensionName = (dimension: string) =>
  NAMES[dimension] ?? dimension.replace(LABEL, 'Label ');

/** Whether costs can be told apart by it. */
export const isDimension = (by: string | null): by is string =>
  by !== null &&
  (by in CHAINS || (by.startsWith(LABEL) && by.length > LABEL.length));

/** From `by` inwards, one step for each value that was chosen. */
export const chainOf = (by: string): string[] => CHAINS[by] ?? [by, 'workload'];

/** How deep one is, and what is shown there. */
export function drillOf(by: string, chosen: string[]) {
  const chain = chainOf(by);
  const path = chosen.slice(0, chain.length - 1);
  return {
    path: path.map((value, index) => ({ dimension: chain[index], value })),
    /** What the items are. */
    dimension: chain[path.length],
    /** Whether there is something inside an item. */
    goesOn: path.length < chain.length - 1,
    filter: path.map((value, index) => `${chain[index]}:${value}`).join(','),
  };
}

/** A value as people read it. */
export const valueName = (value: string) => {
  if (value === COST_UNALLOCATED) return 'Not labelled';
  return value === COST_IDLE ? 'Idle' : value;
};
