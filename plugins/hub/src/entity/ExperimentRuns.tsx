import { useEntity } from '@backstage/plugin-catalog-react';
import { Box, Flex } from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { EmptyStart } from '../components/EmptyStart';
import { PermittedButton } from '../components/PermittedButton';
import { StreamNotice } from '../components/StreamNotice';
import { RunDialog } from '../runDialog/RunDialog';
import { RunsTable } from '../runs/RunsTable';

/** The runs of the experiment whose page this is. */
export const ExperimentRuns = () => {
  const { name } = useEntity().entity.metadata;
  const [running, setRunning] = useState(false);
  const runButton = (
    <PermittedButton
      permission="create"
      experiment={name}
      variant="primary"
      iconStart={<RiPlayLine />}
      onPress={() => setRunning(true)}
    >
      Run…
    </PermittedButton>
  );
  return (
    <Box py="2">
      <StreamNotice />
      <Flex justify="end" mb="3">
        {runButton}
      </Flex>
      <RunsTable
        filter={{ experiment: name }}
        showExperiment={false}
        empty={
          <EmptyStart title={`${name} has not run yet`}>
            Here will be its runs with their verdicts. The button above starts
            the first one.
          </EmptyStart>
        }
      />
      <RunDialog
        experiment={name}
        isOpen={running}
        onClose={() => setRunning(false)}
      />
    </Box>
  );
};
