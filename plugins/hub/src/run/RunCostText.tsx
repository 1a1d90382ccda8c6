import { useApi } from '@backstage/frontend-plugin-api';
import {
  areaTopic,
  type CostParts,
  hasEnded,
  type Run,
} from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { money } from '../format/money';
import { useHubEvents } from '../state/useHubEvents';

/** Figures of a run that goes on come by the minute. */
const AGAIN_MS = 60_000;

/** What a run cost; follows it until the figure is final. */
function useRunCost(id: string) {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  const queryKey = ['hub', 'run-cost', id];
  useHubEvents(areaTopic('costs'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey });
    }
  });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api.costs.getRunCost({ id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.complete ? false : AGAIN_MS),
  });
}

const parts = (cost: CostParts, currency: string) =>
  `CPU ${money(cost.cpu, currency)}, memory ${money(cost.memory, currency)}`;

/** What a run cost, in a word of its header; nothing while it is not known. */
export const RunCostText = ({ run }: { run: Run }) => {
  const { data } = useRunCost(run.id);
  if (!data) return null;
  const { complete, cost, currency, notMeasured } = data;
  if (cost === null) {
    return <span title={notMeasured}>cost not known</span>;
  }
  return (
    <span title={parts(cost, currency)}>
      cost {money(cost.total, currency)}
      {!complete &&
        (hasEnded(run) ? ', the last figures are to come' : ' so far')}
    </span>
  );
};
