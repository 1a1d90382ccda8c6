import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { hubRouteRef } from '../routes';
import { HubState } from '../state/HubState';

/** The page “Hub”; its tabs attach themselves to it. */
export const hubPage = PageBlueprint.make({
  params: {
    path: '/hub',
    title: 'Hub',
    icon: <RiServerLine />,
    routeRef: hubRouteRef,
  },
});

/** How the hub itself is. */
export const hubOverview = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: 'Overview',
    loader: async () => {
      const { HubOverview } = await import('./HubOverview');
      return (
        <HubState>
          <HubOverview />
        </HubState>
      );
    },
  },
});
