import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Box } from '@backstage/ui';
import { TeamsTable } from '../teams/TeamsTable';

/** The teams of the cost center whose page this is. */
export const CostCenterTeams = () => (
  <Box py="2">
    <TeamsTable costCenter={stringifyEntityRef(useEntity().entity)} />
  </Box>
);
