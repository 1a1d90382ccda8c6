import { Select, Table, useBreakpoint, useTable } from '@backstage/ui';
import { useMemo } from 'react';
import { budgetStatus } from '../components/BudgetBar';
import { EmptyStart } from '../components/EmptyStart';
import { useEntityHref, useExperimentHref } from '../components/EntityLink';
import { FilterBar } from '../components/FilterBar';
import { NoMatch } from '../components/NoMatch';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { plural } from '../format/counts';
import { sortRows, useTableParams } from '../state/useTableParams';
import { costCenterColumns, costCenterValues } from './columns';
import { type CostCenterRow, useCostCenterRows } from './useCostCenterRows';

/** Stands for no filter; React Aria's keys can't be empty. */
const ALL = '*';
const FILTERS = ['budget'] as const;
const STATES = ['within', 'at-risk', 'over', 'none'] as const;

/** Cost centers as a table. */
export const CostCentersTable = () => {
  const { rows, error, refetch, pending, currency, source, costsError } =
    useCostCenterRows();
  const table = useTableParams(FILTERS);
  const entityHref = useEntityHref();
  const experimentHref = useExperimentHref();
  const narrow = !useBreakpoint().up('md');
  const state = table.filter.budget;
  const shown = useMemo(
    () => rows?.filter(({ budget }) => !state || budget?.state === state),
    [rows, state],
  );
  const { tableProps } = useTable<CostCenterRow>({
    mode: 'complete',
    data: shown,
    sort: table.sort,
    onSortChange: table.onSortChange,
    sortFn: (all, sort) => sortRows(all, sort, costCenterValues),
    search: table.search,
    searchFn: (all, text) => all.filter(row => matches(row, text)),
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50, 100] },
  });
  const columnConfig = useMemo(
    () =>
      costCenterColumns({
        currency,
        pending,
        entityHref,
        experimentHref,
        narrow,
      }),
    [currency, pending, entityHref, experimentHref, narrow],
  );

  if (error && !rows) {
    return <Problem what="The cost centers" error={error} onRetry={refetch} />;
  }
  if (rows?.length === 0) {
    return (
      <EmptyStart title="No cost centers yet">
        Here will be every Group of type cost-center in the catalog. A new one
        is added to catalog/org.yaml by a pull request.
      </EmptyStart>
    );
  }
  return (
    <>
      <FilterBar
        label="Search cost centers"
        search={table.search}
        onSearchChange={table.onSearchChange}
        found={
          shown &&
          plural(
            shown.filter(row => matches(row, table.search)).length,
            'cost center',
          )
        }
      >
        <Select
          label="Budget"
          value={STATES.find(one => one === state) ?? ALL}
          onChange={key =>
            table.onFilterChange({
              budget: key === ALL ? undefined : String(key),
            })
          }
          options={[
            { id: ALL, label: 'All' },
            ...STATES.map(one => ({
              id: one,
              label: budgetStatus({ state: one })?.word ?? 'No budget',
            })),
          ]}
        />
      </FilterBar>
      <SourceNotice source={source} error={costsError} what="Spend" />
      <Table
        {...tableProps}
        isPending={!shown}
        columnConfig={columnConfig}
        emptyState={
          <NoMatch one="cost center" all="cost centers" onClear={table.clear} />
        }
      />
    </>
  );
};

function matches(row: CostCenterRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [row.name, row.title, ...row.teams, ...row.experiments].some(word =>
    word.toLowerCase().includes(wanted),
  );
}
