import { useEntity } from '@backstage/plugin-catalog-react';
import { Box } from '@backstage/ui';
import { EmptyStart } from '../components/EmptyStart';
import { StreamNotice } from '../components/StreamNotice';
import { RunsTable } from '../runs/RunsTable';

/** The runs of the experiment whose page this is; its header has Run. */
export const ExperimentRuns = () => {
  const { name } = useEntity().entity.metadata;
  return (
    <Box py="2">
      <StreamNotice />
      <RunsTable
        filter={{ experiment: name }}
        showExperiment={false}
        empty={
          <EmptyStart title={`${name} has not run yet`}>
            Here will be its runs with their verdicts. Run, at the top, starts
            the first one.
          </EmptyStart>
        }
      />
    </Box>
  );
};
