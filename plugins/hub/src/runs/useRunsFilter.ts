import { useSearchParams } from 'react-router-dom';
import { RUN_PHASES } from '../format/phase';
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
    phase: RUN_PHASES.find(phase => phase.toLowerCase() === status),
  };
  const change = (to: Partial<RunsFilter>) => {
    const next = { ...filter, ...to };
    setParams(
      {
        ...(next.experiment && { experiment: next.experiment }),
        ...(next.phase && { status: next.phase.toLowerCase() }),
      },
      { replace: true },
    );
  };
  return [filter, change];
}
