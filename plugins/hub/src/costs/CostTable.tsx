import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Table, useBreakpoint, useTable } from '@backstage/ui';
import {
  COST_IDLE,
  COST_UNALLOCATED,
  type CostReport,
} from '@illm-lab/plugin-hub-common';
import { useMemo } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { runRouteRef } from '../routes';
import { costColumns, type CostRow } from './columns';
import { useStepHref } from './CostPath';
import { type CostView } from './useCostView';

const NOTHING = {
  values: {},
  cost: {
    cpu: 0,
    memory: 0,
    storage: 0,
    network: 0,
    loadBalancer: 0,
    idle: 0,
    total: 0,
  },
};

/** Unlabelled and idle cost are to be seen also where there is none. */
function rowsOf({ items, currency, idleMode }: CostReport, drilled: boolean) {
  const rows: CostRow[] = items.map(item => ({
    ...item,
    id: item.key,
    currency,
  }));
  const add = (key: string, name: string) => {
    if (rows.every(row => row.key !== key)) {
      rows.push({ ...NOTHING, id: key, key, name, currency });
    }
  };
  if (!drilled) {
    add(COST_UNALLOCATED, 'Not labelled');
    if (idleMode === 'separate') add(COST_IDLE, 'Idle');
  }
  return rows;
}

/** What the costs are made of; a name leads into it, a run's to the run. */
export const CostTable = ({
  report,
  view,
}: {
  report: CostReport;
  view: CostView;
}) => {
  const hrefOf = useStepHref();
  const runRoute = useRouteRef(runRouteRef);
  const narrow = !useBreakpoint().up('md');
  const { drill, compare } = view;
  const drilled = drill.path.length > 0;
  const rows = useMemo(() => rowsOf(report, drilled), [report, drilled]);
  const { tableProps } = useTable({
    mode: 'complete',
    data: rows,
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50, 100] },
  });
  const hrefOfRow = ({ key, values }: CostRow) => {
    if (key === COST_IDLE) return undefined;
    const value = values[drill.dimension];
    if (value === undefined) return undefined;
    if (drill.dimension === 'run') {
      return value === COST_UNALLOCATED ? undefined : runRoute?.({ id: value });
    }
    return drill.goesOn
      ? hrefOf([...drill.path.map(step => step.value), value])
      : undefined;
  };
  if (rows.length === 0) {
    return (
      <EmptyStart title="Nothing cost anything here">
        In this window nothing that fits ran on the hub.
      </EmptyStart>
    );
  }
  return (
    <Table
      {...tableProps}
      columnConfig={costColumns({
        dimension: drill.dimension,
        total: report.total,
        hrefOf: hrefOfRow,
        compare,
        shared: report.idleMode === 'share',
        narrow,
      })}
    />
  );
};
