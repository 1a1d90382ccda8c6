import { PullRequest } from '@illm-lab/plugin-hub-common';
import { ForgeChecks } from '../forge/shapes';

const GOOD = new Set(['success', 'neutral', 'skipped']);

/** How a commit's checks stand together; undefined when it has none. */
export function checksOf({
  statuses,
  runs,
}: ForgeChecks): PullRequest['checks'] | undefined {
  const all = [
    ...(statuses.total_count > 0 ? [statuses.state] : []),
    // Until it is completed a check run has no conclusion.
    ...runs.map(({ conclusion }) => conclusion ?? 'pending'),
  ];
  if (all.length === 0) return undefined;
  if (all.some(state => state !== 'pending' && !GOOD.has(state))) {
    return 'failed';
  }
  return all.includes('pending') ? 'pending' : 'passed';
}
