import { Select, Table, useBreakpoint, useTable } from '@backstage/ui';
import { useMemo } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { useEntityHref } from '../components/EntityLink';
import { FilterBar } from '../components/FilterBar';
import { NoMatch } from '../components/NoMatch';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { plural } from '../format/counts';
import { useCostCenters, useTeams } from '../state/catalogQueries';
import { useSpend } from '../state/useSpend';
import { sortRows, useTableParams } from '../state/useTableParams';
import { teamColumns, teamValues, type TeamRow } from './columns';

/** Stands for no filter; React Aria's keys can't be empty. */
const ALL = '*';
const FILTERS = ['costCenter'] as const;

const CostCenterFilter = ({
  value,
  onChange,
}: {
  value?: string;
  onChange: (to: string | undefined) => void;
}) => {
  const { data } = useCostCenters();
  return (
    <Select
      label="Cost center"
      value={value ?? ALL}
      onChange={key => onChange(key === ALL ? undefined : String(key))}
      options={[
        { id: ALL, label: 'All' },
        ...(data?.items ?? []).map(({ entityRef, title }) => ({
          id: entityRef,
          label: title,
        })),
      ]}
    />
  );
};

/** Teams as a table, those of one cost center or all. */
export const TeamsTable = ({
  costCenter,
}: {
  /** Entity ref of the cost center whose teams are shown. */
  costCenter?: string;
}) => {
  const { data, error, refetch } = useTeams();
  const spend = useSpend('team');
  const table = useTableParams(FILTERS);
  const entityHref = useEntityHref();
  const narrow = !useBreakpoint().up('md');
  const wanted = costCenter ?? table.filter.costCenter;
  const rows = useMemo(
    () =>
      data?.items
        .filter(team => !wanted || team.costCenters.includes(wanted))
        .map(team => ({ ...team, id: team.entityRef })),
    [data, wanted],
  );
  const { tableProps } = useTable<TeamRow>({
    mode: 'complete',
    data: rows,
    sort: table.sort,
    onSortChange: table.onSortChange,
    sortFn: (all, sort) => sortRows(all, sort, teamValues(spend)),
    search: table.search,
    searchFn: (all, text) => all.filter(team => matches(team, text)),
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50, 100] },
  });
  const columnConfig = useMemo(
    () => teamColumns({ spend, entityHref, narrow }),
    [spend, entityHref, narrow],
  );

  if (error && !data) {
    return <Problem what="The teams" error={error} onRetry={refetch} />;
  }
  if (data && rows?.length === 0 && !table.filtered) {
    return (
      <EmptyStart title="No teams yet">
        Here will be every Group of type team in the catalog. A new one is added
        to catalog/org.yaml by a pull request.
      </EmptyStart>
    );
  }
  return (
    <>
      <FilterBar
        label="Search teams"
        search={table.search}
        onSearchChange={table.onSearchChange}
        found={
          rows &&
          plural(rows.filter(row => matches(row, table.search)).length, 'team')
        }
      >
        {!costCenter && (
          <CostCenterFilter
            value={table.filter.costCenter}
            onChange={to => table.onFilterChange({ costCenter: to })}
          />
        )}
      </FilterBar>
      <SourceNotice source={spend.source} error={spend.error} what="Spend" />
      <Table
        {...tableProps}
        isPending={!rows}
        columnConfig={columnConfig}
        emptyState={<NoMatch one="team" all="teams" onClear={table.clear} />}
      />
    </>
  );
};

function matches(team: TeamRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [team.name, team.title, ...team.members, ...team.experiments].some(
    word => word.toLowerCase().includes(wanted),
  );
}
