import { Button, ButtonLink, Container, Flex } from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { PageNotices } from '../components/PageNotices';
import { NEW_EXPERIMENT_PATH } from '../routes';
import { RunDialog } from '../runDialog/RunDialog';
import { RunsFilters } from './RunsFilters';
import { RunsTable } from './RunsTable';
import { useRunsFilter } from './useRunsFilter';

/** All runs, newest first. */
export const RunsPage = () => {
  const [filter, setFilter] = useRunsFilter();
  const [running, setRunning] = useState(false);
  const filtered = Boolean(filter.experiment || filter.state);
  const runButton = (
    <Button
      variant="primary"
      iconStart={<RiPlayLine />}
      onPress={() => setRunning(true)}
    >
      Run…
    </Button>
  );
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      <Flex justify="between" align="end" gap="3">
        <RunsFilters filter={filter} onChange={setFilter} />
        <div style={{ marginBottom: 16 }}>{runButton}</div>
      </Flex>
      <RunsTable
        filter={filter}
        empty={
          filtered ? (
            <EmptyStart
              title="No run fits this filter"
              action={
                <Button
                  variant="secondary"
                  onPress={() =>
                    setFilter({ experiment: undefined, state: undefined })
                  }
                >
                  Show all runs
                </Button>
              }
            >
              There may be runs of other experiments or in another state.
            </EmptyStart>
          ) : (
            <EmptyStart
              title="Nothing has run yet"
              action={
                <Flex gap="2">
                  {runButton}
                  <ButtonLink variant="secondary" href={NEW_EXPERIMENT_PATH}>
                    New experiment
                  </ButtonLink>
                </Flex>
              }
            >
              Here will be every run of every experiment, with its verdict. Run
              one that is there, or make your own.
            </EmptyStart>
          )
        }
      />
      <RunDialog
        experiment={filter.experiment}
        isOpen={running}
        onClose={() => setRunning(false)}
      />
    </Container>
  );
};
