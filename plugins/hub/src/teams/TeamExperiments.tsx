import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Box } from '@backstage/ui';
import { ExperimentsTable } from '../experiments/ExperimentsTable';

/** The experiments of the team whose page this is. */
export const TeamExperiments = () => (
  <Box py="2">
    <ExperimentsTable owner={stringifyEntityRef(useEntity().entity)} />
  </Box>
);
