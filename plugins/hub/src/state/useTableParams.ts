import { type SortDescriptor } from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * Sorting, search and filters of a table, kept in the URL (`sort`, `dir`, `q` and
 * one parameter per filter), so that what one sees can be sent to somebody else.
 */
export function useTableParams<Filter extends string = never>(
  filters: readonly Filter[] = [],
) {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | undefined>) =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const column = params.get('sort');
  const direction: SortDescriptor['direction'] =
    params.get('dir') === 'desc' ? 'descending' : 'ascending';
  const sort = useMemo(
    () => (column ? { column, direction } : null),
    [column, direction],
  );
  const values = filters.map(name => params.get(name) ?? '').join('\n');
  const filter = useMemo(() => {
    const given = values.split('\n');
    return Object.fromEntries(
      filters.map((name, index) => [name, given[index] || undefined]),
    ) as Partial<Record<Filter, string>>;
    // The names are a constant of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [values]);
  return {
    sort,
    onSortChange: (to: SortDescriptor) =>
      set({
        sort: String(to.column),
        dir: to.direction === 'descending' ? 'desc' : undefined,
      }),
    search: params.get('q') ?? '',
    onSearchChange: (q: string) => set({ q }),
    filter,
    onFilterChange: (change: Partial<Record<Filter, string>>) => set(change),
    /** Whether less than everything is shown. */
    filtered: Boolean(params.get('q') || values.replace(/\n/g, '')),
    clear: () =>
      set(Object.fromEntries([...filters, 'q'].map(name => [name, undefined]))),
  };
}

/** Rows in the order of one column; those without a value come last. */
export function sortRows<Row>(
  rows: Row[],
  sort: SortDescriptor,
  valueOf: Record<string, (row: Row) => string | number | undefined>,
): Row[] {
  const value = valueOf[String(sort.column)];
  if (!value) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) {
      return Number(x === undefined) - Number(y === undefined);
    }
    return typeof x === 'string' || typeof y === 'string'
      ? sign * String(x).localeCompare(String(y))
      : sign * (x - y);
  });
}
