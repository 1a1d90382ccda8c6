import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_COST_CENTER } from '@illm-lab/plugin-hub-common';
import { RiBankLine } from '@remixicon/react';
import { costCentersRouteRef } from '../routes';
import { HubState } from '../state/HubState';

const IS_COST_CENTER = { kind: 'group', 'spec.type': CATALOG_TYPE_COST_CENTER };

/** The page “Cost centers”. */
export const costCentersPage = PageBlueprint.make({
  name: 'cost-centers',
  params: {
    path: '/cost-centers',
    title: 'Cost centers',
    icon: <RiBankLine />,
    routeRef: costCentersRouteRef,
    loader: async () => {
      const { CostCentersPage } = await import('./CostCentersPage');
      return (
        <HubState>
          <CostCentersPage />
        </HubState>
      );
    },
  },
});

/** A cost center's budget, spend and top experiments, on its page. */
export const costCenterFactsCard = EntityCardBlueprint.make({
  name: 'cost-center-facts',
  params: {
    type: 'info',
    filter: IS_COST_CENTER,
    loader: async () => {
      const { CostCenterFactsCard } = await import('./CostCenterFactsCard');
      return (
        <HubState>
          <CostCenterFactsCard />
        </HubState>
      );
    },
  },
});

/** The teams that a cost center pays for, on its page in the catalog. */
export const costCenterTeams = EntityContentBlueprint.make({
  name: 'cost-center-teams',
  params: {
    path: 'teams',
    title: 'Teams',
    filter: IS_COST_CENTER,
    loader: async () => {
      const { CostCenterTeams } = await import('./CostCenterTeams');
      return (
        <HubState>
          <CostCenterTeams />
        </HubState>
      );
    },
  },
});
