import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { HubState } from '../state/HubState';

/** What the hub costs and who pays. */
export const hubCosts = SubPageBlueprint.make({
  name: 'costs',
  params: {
    path: 'costs',
    title: 'Costs',
    loader: async () => {
      const { CostsPage } = await import('./CostsPage');
      return (
        <HubState>
          <CostsPage />
        </HubState>
      );
    },
  },
});
