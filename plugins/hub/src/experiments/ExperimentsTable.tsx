import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Table, useBreakpoint, useTable } from '@backstage/ui';
import { type ReactNode, useMemo, useState } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { useExperimentHref } from '../components/EntityLink';
import { FilterBar } from '../components/FilterBar';
import { NoMatch } from '../components/NoMatch';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { plural } from '../format/counts';
import { runRouteRef } from '../routes';
import { RunDialog } from '../runDialog/RunDialog';
import { useSpend } from '../state/useSpend';
import { sortRows, useTableParams } from '../state/useTableParams';
import { experimentColumns, experimentValues } from './columns';
import { OwnerFilter } from './OwnerFilter';
import { type ExperimentRow, useExperimentRows } from './useExperimentRows';

const FILTERS = ['owner'] as const;

/** Experiments as a table, those of one team or all. */
export const ExperimentsTable = ({
  owner,
  action,
}: {
  /** Entity ref of the team whose experiments are shown. */
  owner?: string;
  /** Makes a new one. */
  action?: ReactNode;
}) => {
  const table = useTableParams(FILTERS);
  const { rows, error, refetch, facts, pulls } = useExperimentRows(
    owner ?? table.filter.owner,
  );
  const spend = useSpend('experiment');
  const [running, setRunning] = useState<string>();
  const experimentHref = useExperimentHref();
  const runRoute = useRouteRef(runRouteRef);
  const { up } = useBreakpoint();
  const width = tableWidth(up);
  const { tableProps } = useTable<ExperimentRow>({
    mode: 'complete',
    data: rows,
    sort: table.sort,
    onSortChange: table.onSortChange,
    sortFn: (all, sort) => sortRows(all, sort, experimentValues(spend)),
    search: table.search,
    searchFn: (all, text) => all.filter(row => matches(row, text)),
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50] },
  });
  const factsPending = facts.isPending;
  const columnConfig = useMemo(
    () =>
      experimentColumns({
        experimentHref,
        runHref: id => runRoute?.({ id }) ?? '',
        onRun: setRunning,
        spend,
        factsPending,
        showOwner: owner === undefined,
        width,
      }),
    [experimentHref, runRoute, spend, factsPending, owner, width],
  );

  if (error) {
    return <Problem what="The experiments" error={error} onRetry={refetch} />;
  }
  if (rows?.length === 0 && !table.filtered) {
    return (
      <EmptyStart title="No experiments yet" action={action}>
        Here will be every experiment in the catalog. A new one arrives by a
        pull request that the wizard opens for you.
      </EmptyStart>
    );
  }
  return (
    <>
      <FilterBar
        label="Search experiments"
        search={table.search}
        onSearchChange={table.onSearchChange}
        found={
          rows &&
          plural(
            rows.filter(row => matches(row, table.search)).length,
            'experiment',
          )
        }
      >
        {owner === undefined && (
          <OwnerFilter
            value={table.filter.owner}
            onChange={to => table.onFilterChange({ owner: to })}
          />
        )}
        {action}
      </FilterBar>
      <SourceNotice
        error={facts.data ? null : facts.error}
        what="Runs and trends"
      />
      <SourceNotice source={spend.source} error={spend.error} what="Costs" />
      <SourceNotice
        source={pulls.data?.source}
        error={pulls.data ? null : pulls.error}
        what="Pull requests"
      />
      <Table
        {...tableProps}
        isPending={!rows}
        columnConfig={columnConfig}
        emptyState={
          <NoMatch one="experiment" all="experiments" onClear={table.clear} />
        }
      />
      <RunDialog
        experiment={running}
        isOpen={Boolean(running)}
        onClose={() => setRunning(undefined)}
      />
    </>
  );
};

function tableWidth(up: (key: 'md' | 'lg') => boolean) {
  if (up('lg')) return 'wide';
  return up('md') ? 'medium' : 'narrow';
}

function matches(row: ExperimentRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [row.name, row.title, row.description ?? '', row.owner ?? ''].some(
    word => word.toLowerCase().includes(wanted),
  );
}
