import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Table, useBreakpoint } from '@backstage/ui';
import { type ReactNode, useMemo } from 'react';
import { useExperimentHref } from '../components/EntityLink';
import { Problem } from '../components/Problem';
import { runRouteRef } from '../routes';
import { runColumns } from './columns';
import { type RunsFilter, useRunsTable } from './useRunsTable';

/** Runs as a table that follows their changes. */
export const RunsTable = ({
  filter,
  showExperiment = true,
  empty,
}: {
  filter: RunsFilter;
  showExperiment?: boolean;
  /** Said when there are none. */
  empty: ReactNode;
}) => {
  const { tableProps, reload } = useRunsTable(filter);
  const runRoute = useRouteRef(runRouteRef);
  const experimentHref = useExperimentHref();
  const narrow = !useBreakpoint().up('md');
  const columnConfig = useMemo(
    () =>
      runColumns({
        runHref: id => runRoute?.({ id }) ?? '',
        experimentHref,
        showExperiment,
        narrow,
      }),
    [runRoute, experimentHref, showExperiment, narrow],
  );

  if (tableProps.error) {
    return (
      <Problem what="The runs" error={tableProps.error} onRetry={reload} />
    );
  }
  if (tableProps.data?.length === 0 && !tableProps.isPending) {
    return <>{empty}</>;
  }
  return (
    <Table
      {...tableProps}
      columnConfig={columnConfig}
      rowConfig={{ getHref: ({ id }) => runRoute?.({ id }) }}
    />
  );
};
