import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiGitPullRequestLine } from '@remixicon/react';
import { pullsRouteRef } from '../routes';
import { HubState } from '../state/HubState';

/** Follows a pull request; reached from the wizard and from the home page. */
export const pullsPage = PageBlueprint.make({
  name: 'pulls',
  params: {
    path: '/pull-requests',
    title: 'Pull request',
    icon: <RiGitPullRequestLine />,
    routeRef: pullsRouteRef,
    loader: async () => {
      const { PullsRouter } = await import('./PullsRouter');
      return (
        <HubState>
          <PullsRouter />
        </HubState>
      );
    },
  },
});
