import { useEntity } from '@backstage/plugin-catalog-react';
import { Box } from '@backstage/ui';
import { ANNOTATION_SERVICE } from '@illm-lab/plugin-hub-common';
import { ServiceView } from './ServiceView';

/** The service whose page in the catalog this is. */
export const EntityService = () => {
  const { name, annotations } = useEntity().entity.metadata;
  return (
    <Box py="2">
      <ServiceView
        name={annotations?.[ANNOTATION_SERVICE] ?? name}
        showName={false}
      />
    </Box>
  );
};
