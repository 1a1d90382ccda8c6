import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { HubState } from '../state/HubState';

/** What the clusters run on; `/hub/nodes/:cluster/:node` is one of it. */
export const hubNodes = SubPageBlueprint.make({
  name: 'nodes',
  params: {
    path: 'nodes',
    title: 'Nodes',
    loader: async () => {
      const { NodesRouter } = await import('./NodesRouter');
      return (
        <HubState>
          <NodesRouter />
        </HubState>
      );
    },
  },
});
