import { Select, Table, useBreakpoint, useTable } from '@backstage/ui';
import { type Claim } from '@illm-lab/plugin-hub-common';
import { type ReactNode, useMemo } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { FilterBar } from '../components/FilterBar';
import { NoMatch } from '../components/NoMatch';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { OwnerFilter } from '../experiments/OwnerFilter';
import { plural } from '../format/counts';
import { sortRows, useTableParams } from '../state/useTableParams';
import { claimColumns, claimValues, type ClaimRow } from './columns';
import { useClaimHref, useClaims } from './queries';
import { CLAIM_STATES, claimStatus } from './status';

/** Stands for no filter; React Aria's keys can't be empty. */
const ALL = '*';

const keyOf = ({ namespace, kind, name }: Claim) =>
  `${namespace}/${kind}/${name}`;

const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value?: string;
  options: { id: string; label: string }[];
  onChange: (to: string | undefined) => void;
}) => (
  <Select
    label={label}
    value={value ?? ALL}
    onChange={key => onChange(key === ALL ? undefined : String(key))}
    options={[{ id: ALL, label: 'All' }, ...options]}
  />
);

const FILTERS = ['team', 'kind', 'state'] as const;

/** Claims as a table. */
export const ClaimsTable = ({ action }: { action?: ReactNode }) => {
  const { data, error, refetch } = useClaims();
  const table = useTableParams(FILTERS);
  const href = useClaimHref();
  const narrow = !useBreakpoint().up('md');
  const { team, kind, state } = table.filter;
  const rows = useMemo(
    () =>
      data?.items
        .filter(
          claim =>
            (!team || claim.team === team) &&
            (!kind || claim.kind === kind) &&
            (!state || claim.state === state),
        )
        .map(claim => ({ ...claim, id: keyOf(claim) })),
    [data, team, kind, state],
  );
  const { tableProps } = useTable<ClaimRow>({
    mode: 'complete',
    data: rows,
    sort: table.sort,
    onSortChange: table.onSortChange,
    sortFn: (all, sort) => sortRows(all, sort, claimValues),
    search: table.search,
    searchFn: (all, text) => all.filter(claim => matches(claim, text)),
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50, 100] },
  });
  const columnConfig = useMemo(
    () => claimColumns({ href, narrow }),
    [href, narrow],
  );
  const kinds = [
    ...new Set([...(data?.kinds ?? []), ...(kind ? [kind] : [])]),
  ].sort();

  if (error && !data) {
    return <Problem what="The claims" error={error} onRetry={refetch} />;
  }
  const notices = (
    <>
      <SourceNotice
        source={data?.source}
        error={data && error}
        what="The claims"
      />
      <SourceNotice source={data?.forge} />
    </>
  );
  if (data && data.items.length === 0) {
    return (
      <>
        {notices}
        <EmptyStart title="No claims yet" action={action}>
          Here will be every database, bucket, queue and cache that a team asks
          for. A form opens the pull request; from there this page follows it.
        </EmptyStart>
      </>
    );
  }
  return (
    <>
      <FilterBar
        label="Search claims"
        search={table.search}
        onSearchChange={table.onSearchChange}
        found={
          rows &&
          plural(rows.filter(row => matches(row, table.search)).length, 'claim')
        }
      >
        <OwnerFilter
          value={team}
          onChange={to => table.onFilterChange({ team: to })}
        />
        <Choice
          label="Kind"
          value={kind}
          options={kinds.map(id => ({ id, label: id }))}
          onChange={to => table.onFilterChange({ kind: to })}
        />
        <Choice
          label="State"
          value={state}
          options={CLAIM_STATES.map(id => ({
            id,
            label: claimStatus(id).word,
          }))}
          onChange={to => table.onFilterChange({ state: to })}
        />
        {action}
      </FilterBar>
      {notices}
      <Table
        {...tableProps}
        isPending={!rows}
        columnConfig={columnConfig}
        emptyState={<NoMatch one="claim" all="claims" onClear={table.clear} />}
      />
    </>
  );
};

function matches(claim: ClaimRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [
    claim.name,
    claim.kind,
    claim.namespace,
    claim.provider ?? '',
    claim.experiment ?? '',
  ].some(word => word.toLowerCase().includes(wanted));
}
