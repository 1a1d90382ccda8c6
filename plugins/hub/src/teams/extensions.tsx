import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_TEAM } from '@illm-lab/plugin-hub-common';
import { RiTeamLine } from '@remixicon/react';
import { teamsRouteRef } from '../routes';
import { HubState } from '../state/HubState';

const IS_TEAM = { kind: 'group', 'spec.type': CATALOG_TYPE_TEAM };

/** The page “Teams”. */
export const teamsPage = PageBlueprint.make({
  name: 'teams',
  params: {
    path: '/teams',
    title: 'Teams',
    icon: <RiTeamLine />,
    routeRef: teamsRouteRef,
    loader: async () => {
      const { TeamsPage } = await import('./TeamsPage');
      return (
        <HubState>
          <TeamsPage />
        </HubState>
      );
    },
  },
});

/** What a team owns, ran and spent, on its page in the catalog. */
export const teamFactsCard = EntityCardBlueprint.make({
  name: 'team-facts',
  params: {
    type: 'content',
    filter: IS_TEAM,
    loader: async () => {
      const { TeamFactsCard } = await import('./TeamFactsCard');
      return (
        <HubState>
          <TeamFactsCard />
        </HubState>
      );
    },
  },
});

/** A team's experiments with how they went, on its page in the catalog. */
export const teamExperiments = EntityContentBlueprint.make({
  name: 'team-experiments',
  params: {
    path: 'experiments',
    title: 'Experiments',
    filter: IS_TEAM,
    loader: async () => {
      const { TeamExperiments } = await import('./TeamExperiments');
      return (
        <HubState>
          <TeamExperiments />
        </HubState>
      );
    },
  },
});
