import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_SERVICE } from '@illm-lab/plugin-hub-common';
import { HubState } from '../state/HubState';

/** What the hub offers; `/hub/services/:name` is one of it. */
export const hubServices = SubPageBlueprint.make({
  name: 'services',
  params: {
    path: 'services',
    title: 'Services',
    loader: async () => {
      const { ServicesRouter } = await import('./ServicesRouter');
      return (
        <HubState>
          <ServicesRouter />
        </HubState>
      );
    },
  },
});

/** The same on a service's page in the catalog. */
export const entityService = EntityContentBlueprint.make({
  name: 'service',
  params: {
    path: 'service',
    title: 'Service',
    filter: { kind: 'component', 'spec.type': CATALOG_TYPE_SERVICE },
    loader: async () => {
      const { EntityService } = await import('./EntityService');
      return (
        <HubState>
          <EntityService />
        </HubState>
      );
    },
  },
});
