import { useEntity } from '@backstage/plugin-catalog-react';
import { Box } from '@backstage/ui';
import { ANNOTATION_CLAIM } from '@illm-lab/plugin-hub-common';
import { ClaimView } from './ClaimView';

/** The claim whose page in the catalog this is. */
export const EntityClaim = () => {
  const { annotations } = useEntity().entity.metadata;
  const [namespace = '', kind = '', name = ''] = (
    annotations?.[ANNOTATION_CLAIM] ?? ''
  ).split('/');
  return (
    <Box py="2">
      <ClaimView of={{ namespace, kind, name }} showName={false} />
    </Box>
  );
};
