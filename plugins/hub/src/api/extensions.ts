import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { HubClient } from '@illm-lab/plugin-hub-common';
import { hubApiRef } from './hubApi';
import { hubEventsApiRef } from './hubEvents';
import { HubEventStream } from './HubEventStream';
import { createQueryClient, queryClientApiRef } from './queryClient';

/** The hub's HTTP API, with the signed-in user's token. */
export const hubApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: hubApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HubClient(deps),
    }),
});

/** The hub's changes, one stream per tab. */
export const hubEventsApi = ApiBlueprint.make({
  name: 'events',
  params: defineParams =>
    defineParams({
      api: hubEventsApiRef,
      deps: { hubApi: hubApiRef, fetchApi: fetchApiRef },
      factory: deps => new HubEventStream(deps),
    }),
});

/** What the pages share of the hub's answers. */
export const hubQueryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: defineParams =>
    defineParams({
      api: queryClientApiRef,
      deps: {},
      factory: createQueryClient,
    }),
});
