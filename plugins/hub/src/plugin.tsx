import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CATALOG_TYPE_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import { RiFlaskLine, RiHome4Line, RiPlayCircleLine } from '@remixicon/react';
import { hubApi, hubEventsApi, hubQueryClientApi } from './api/extensions';
import {
  entityClaim,
  experimentClaims,
  hubClaims,
  teamClaims,
} from './claims/extensions';
import {
  costCenterFactsCard,
  costCentersPage,
  costCenterTeams,
} from './costCenters/extensions';
import { hubCosts } from './costs/extensions';
import { experimentFactsCard, experimentHeader } from './entity/extensions';
import {
  claimGroupField,
  claimPreviewField,
  claimSpecField,
  costCenterField,
  experimentNameField,
  loadField,
  ownerTeamField,
  runnableExperimentField,
  thresholdsField,
  workloadField,
  yamlValueField,
} from './fields/extensions';
import { hubNodes } from './nodes/extensions';
import { hubOverview, hubPage } from './overview/extensions';
import { pullsPage } from './pull/extensions';
import {
  costCentersRouteRef,
  experimentsRouteRef,
  homeRouteRef,
  hubRouteRef,
  pullsRouteRef,
  runsRouteRef,
  teamsRouteRef,
} from './routes';
import { searchPage } from './search/extensions';
import { entityService, hubServices } from './services/extensions';
import { HubState } from './state/HubState';
import { teamExperiments, teamFactsCard, teamsPage } from './teams/extensions';

const homePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    title: 'Home',
    icon: <RiHome4Line />,
    routeRef: homeRouteRef,
    loader: async () => {
      const { HomePage } = await import('./home/HomePage');
      return (
        <HubState>
          <HomePage />
        </HubState>
      );
    },
  },
});

const experimentsPage = PageBlueprint.make({
  name: 'experiments',
  params: {
    path: '/experiments',
    title: 'Experiments',
    icon: <RiFlaskLine />,
    routeRef: experimentsRouteRef,
    loader: async () => {
      const { ExperimentsPage } = await import('./experiments/ExperimentsPage');
      return (
        <HubState>
          <ExperimentsPage />
        </HubState>
      );
    },
  },
});

const runsPage = PageBlueprint.make({
  name: 'runs',
  params: {
    path: '/runs',
    title: 'Runs',
    icon: <RiPlayCircleLine />,
    routeRef: runsRouteRef,
    loader: async () => {
      const { RunsRouter } = await import('./runs/RunsRouter');
      return (
        <HubState>
          <RunsRouter />
        </HubState>
      );
    },
  },
});

const IS_EXPERIMENT = {
  kind: 'component',
  'spec.type': CATALOG_TYPE_EXPERIMENT,
};

const lastRunCard = EntityCardBlueprint.make({
  name: 'last-run',
  params: {
    type: 'info',
    filter: IS_EXPERIMENT,
    loader: async () => {
      const { LastRunCard } = await import('./entity/LastRunCard');
      return (
        <HubState>
          <LastRunCard />
        </HubState>
      );
    },
  },
});

const experimentRuns = EntityContentBlueprint.make({
  name: 'runs',
  params: {
    path: 'runs',
    title: 'Runs',
    filter: IS_EXPERIMENT,
    loader: async () => {
      const { ExperimentRuns } = await import('./entity/ExperimentRuns');
      return (
        <HubState>
          <ExperimentRuns />
        </HubState>
      );
    },
  },
});

/** The lab's pages: how the hub is, its experiments and their runs. */
export default createFrontendPlugin({
  pluginId: 'hub',
  title: 'Illm Lab',
  icon: <RiFlaskLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    home: homeRouteRef,
    experiments: experimentsRouteRef,
    runs: runsRouteRef,
    hub: hubRouteRef,
    teams: teamsRouteRef,
    costCenters: costCentersRouteRef,
    pulls: pullsRouteRef,
  },
  extensions: [
    hubApi,
    hubEventsApi,
    hubQueryClientApi,
    homePage,
    experimentsPage,
    runsPage,
    hubPage,
    hubOverview,
    hubServices,
    hubClaims,
    hubNodes,
    hubCosts,
    teamsPage,
    teamFactsCard,
    teamExperiments,
    costCentersPage,
    costCenterFactsCard,
    costCenterTeams,
    pullsPage,
    lastRunCard,
    experimentFactsCard,
    experimentHeader,
    searchPage,
    experimentRuns,
    entityService,
    claimPreviewField,
    entityClaim,
    experimentClaims,
    teamClaims,
    experimentNameField,
    ownerTeamField,
    costCenterField,
    runnableExperimentField,
    loadField,
    thresholdsField,
    workloadField,
    claimSpecField,
    claimGroupField,
    yamlValueField,
  ],
});
