import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Container,
  Flex,
  Table,
  useBreakpoint,
  useTable,
} from '@backstage/ui';
import { RiFlaskLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { useExperimentHref } from '../components/EntityLink';
import { EmptyStart } from '../components/EmptyStart';
import { Problem } from '../components/Problem';
import { StreamNotice } from '../components/StreamNotice';
import { NEW_EXPERIMENT_PATH, runRouteRef } from '../routes';
import { RunDialog } from '../runDialog/RunDialog';
import { useExperiments } from '../state/queries';
import { experimentColumns } from './columns';

/** All experiments of the catalog with their last verdict. */
export const ExperimentsPage = () => {
  const { data, error, refetch } = useExperiments();
  const [running, setRunning] = useState<string>();
  const experimentHref = useExperimentHref();
  const runRoute = useRouteRef(runRouteRef);
  const narrow = !useBreakpoint().up('md');
  const items = useMemo(
    () => data?.items.map(item => ({ ...item, id: item.name })),
    [data],
  );
  const { tableProps } = useTable({
    mode: 'complete',
    data: items,
    paginationOptions: { pageSize: 20, pageSizeOptions: [20, 50] },
  });
  const columnConfig = useMemo(
    () =>
      experimentColumns({
        experimentHref,
        runHref: id => runRoute?.({ id }) ?? '',
        onRun: setRunning,
        narrow,
      }),
    [experimentHref, runRoute, narrow],
  );
  const newExperiment = (
    <ButtonLink
      variant="primary"
      iconStart={<RiFlaskLine />}
      href={NEW_EXPERIMENT_PATH}
    >
      New experiment
    </ButtonLink>
  );

  return (
    <Container pt="2" pb="6">
      <StreamNotice />
      {error && (
        <Problem what="The experiments" error={error} onRetry={refetch} />
      )}
      {items?.length === 0 && (
        <EmptyStart title="No experiments yet" action={newExperiment}>
          Here will be every experiment in the catalog. A new one arrives by a
          pull request that the wizard opens for you.
        </EmptyStart>
      )}
      {!error && items?.length !== 0 && (
        <>
          <Flex justify="end" mb="3">
            {newExperiment}
          </Flex>
          <Table
            {...tableProps}
            isPending={!items}
            columnConfig={columnConfig}
          />
        </>
      )}
      <RunDialog
        experiment={running}
        isOpen={Boolean(running)}
        onClose={() => setRunning(undefined)}
      />
    </Container>
  );
};
