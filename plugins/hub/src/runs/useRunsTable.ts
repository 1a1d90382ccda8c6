import { useApi } from '@backstage/frontend-plugin-api';
import { useTable } from '@backstage/ui';
import {
  type Run,
  type RunState,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { newerRun } from '../state/queries';
import { useHubEvents } from '../state/useHubEvents';

/** Which runs a table shows; all when empty. */
export interface RunsFilter {
  experiment?: string;
  state?: RunState;
}

/** Changes that come closer together than this are shown by one request. */
const GATHER_MS = 300;

/**
 * Runs, newest first, a page at a time from the server. A change of a run on
 * the screen is shown from the event itself; only one that changes which rows
 * belong on the page asks the server again.
 */
export function useRunsTable(filter: RunsFilter) {
  const api = useApi(hubApiRef);
  const [heard, setHeard] = useState<ReadonlyMap<string, Run>>(new Map());
  const { experiment, state } = filter;
  const stableFilter = useMemo(
    () => ({ experiment, state }),
    [experiment, state],
  );

  const { tableProps, reload } = useTable<Run, RunsFilter>({
    mode: 'cursor',
    filter: stableFilter,
    getData: async ({ cursor, pageSize, filter: wanted, signal }) => {
      const page = await api.listRuns(
        { ...wanted, limit: pageSize, cursor },
        { signal },
      );
      setHeard(new Map());
      return {
        data: page.items,
        nextCursor: page.nextCursor,
        totalCount: page.total,
      };
    },
    paginationOptions: { pageSize: 20, pageSizeOptions: [10, 20, 50] },
  });

  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  // A reload goes back to the first page, so nobody is sent there from another.
  const onFirstPage =
    tableProps.pagination.type === 'page' &&
    !tableProps.pagination.hasPreviousPage;
  const reloadSoon = () => {
    clearTimeout(timer.current);
    if (onFirstPage) timer.current = setTimeout(reload, GATHER_MS);
  };

  useHubEvents(TOPIC_RUNS, event => {
    if (event.type === 'open') reloadSoon();
    if (event.type !== 'run') return;
    const { run } = event;
    if (experiment && run.experiment !== experiment) return;
    const known = tableProps.data?.find(({ id }) => id === run.id);
    if (known) {
      setHeard(all =>
        new Map(all).set(run.id, newerRun(all.get(run.id) ?? known, run)),
      );
    }
    const belongs = !state || run.state === state;
    if (belongs !== Boolean(known)) reloadSoon();
  });

  const data = useMemo(
    () => tableProps.data?.map(run => heard.get(run.id) ?? run),
    [tableProps.data, heard],
  );
  return { tableProps: { ...tableProps, data }, reload };
}
