import { useSearchParams } from 'react-router-dom';
import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import { type RunsFilter } from './useRunsTable';

/**
 * The filter of the runs page. It lives in the URL (`experiment`, `status`), so
 * that what one sees can be sent to somebody else.
 */
export function useRunsFilter(): [
  RunsFilter,
  (change: Partial<RunsFilter>) => void,
] {
  const [params, setParams] = useSearchParams();
  const status = params.get('status');
  const filter: RunsFilter = {
    experiment: params.get('experiment') ?? undefined,
    state: RUN_STATES.find(state => state === status),
  };
  const change = (to: Partial<RunsFilter>) => {
    const next = { ...filter, ...to };
    setParams(
      {
        ...(next.experiment && { experiment: next.experiment }),
        ...(next.state && { status: next.state }),
      },
      { replace: true },
    );
  };
  return [filter, change];
}
