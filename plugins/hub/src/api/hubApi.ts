import { createApiRef } from '@backstage/frontend-plugin-api';
import { type HubApi } from '@illm-lab/plugin-hub-common';

/** The hub's HTTP API. */
export const hubApiRef = createApiRef<HubApi>().with({
  id: 'hub.api',
  pluginId: 'hub',
});
