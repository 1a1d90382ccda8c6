import {
  EntityCardBlueprint,
  EntityHeaderLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import { HubState } from '../state/HubState';

const IS_EXPERIMENT = {
  kind: 'component',
  'spec.type': CATALOG_TYPE_EXPERIMENT,
};

/** Top of an experiment's page in the catalog. */
export const experimentHeader = EntityHeaderLayoutBlueprint.make({
  name: 'experiment',
  params: {
    filter: IS_EXPERIMENT,
    loader: async () => {
      const { ExperimentHeader } = await import('./ExperimentHeader');
      return props => (
        <HubState>
          <ExperimentHeader {...props} />
        </HubState>
      );
    },
  },
});

/** An experiment's clusters, runs and cost, on its page in the catalog. */
export const experimentFactsCard = EntityCardBlueprint.make({
  name: 'experiment-facts',
  params: {
    type: 'content',
    filter: IS_EXPERIMENT,
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
