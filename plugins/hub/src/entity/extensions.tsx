import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import { HubState } from '../state/HubState';

/** An experiment's clusters, runs and cost, on its page in the catalog. */
export const experimentFactsCard = EntityCardBlueprint.make({
  name: 'experiment-facts',
  params: {
    type: 'content',
    filter: { kind: 'component', 'spec.type': CATALOG_TYPE_EXPERIMENT },
    loader: async () => {
      const { ExperimentFactsCard } = await import('./ExperimentFactsCard');
      return (
        <HubState>
          <ExperimentFactsCard />
        </HubState>
      );
    },
  },
});
