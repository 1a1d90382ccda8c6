import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  createApiMock,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type SearchQuery,
  type SearchResultSet,
} from '@backstage/plugin-search-common';
import { type SearchApi, searchApiRef } from '@backstage/plugin-search-react';
import {
  type CatalogViewsApi,
  type ClaimRequestsApi,
  type ClaimsApi,
  type CostsApi,
  type NodesApi,
  type PullsApi,
  type ServicesApi,
} from '@illm-lab/plugin-hub-common';
import { screen } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import { hubApiRef } from '../api/hubApi';
import { hubEventsApiRef } from '../api/hubEvents';
import hubPlugin from '../plugin';
import { FakeHubEvents } from './FakeHubEvents';
import { aStatus } from './fixtures';

const unanswered = <Args extends unknown[], Answer>() =>
  jest.fn<Promise<Answer>, Args>(async () => {
    throw new Error('The test has no answer for this call');
  });

/** Teams, cost centers and the rest of that area. */
export const fakeCatalogViews = (
  given: Partial<CatalogViewsApi> = {},
): CatalogViewsApi => ({
  listTeams: unanswered(),
  listCostCenters: unanswered(),
  listExperimentFacts: unanswered(),
  getActivity: unanswered(),
  listPulls: unanswered(),
  ...given,
});

/** The API of nodes; a call that the test did not foresee fails. */
export const fakeNodes = (given: Partial<NodesApi> = {}): NodesApi => ({
  listClusters: unanswered(),
  listNodes: unanswered(),
  getNode: unanswered(),
  ...given,
});

/** The API of claims; a call that the test did not foresee fails. */
export const fakeClaims = (given: Partial<ClaimsApi> = {}): ClaimsApi => ({
  list: unanswered(),
  get: unanswered(),
  ...given,
});

/** The API of costs; a call that the test did not foresee fails. */
export const fakeCosts = (given: Partial<CostsApi> = {}): CostsApi => ({
  getReport: unanswered(),
  getCsv: unanswered(),
  getBudgets: unanswered(),
  getRunCost: unanswered(),
  ...given,
});

/** The API of services; a call that the test did not foresee fails. */
export const fakeServices = (
  given: Partial<ServicesApi> = {},
): ServicesApi => ({
  list: unanswered(),
  get: unanswered(),
  refresh: unanswered(),
  sync: unanswered(),
  rollback: unanswered(),
  ...given,
});

/** The API of single pull requests. */
export const fakePulls = (given: Partial<PullsApi> = {}): PullsApi => ({
  get: unanswered(),
  ...given,
});

/** Previews of claims. */
export const fakeClaimRequests = (
  given: Partial<ClaimRequestsApi> = {},
): ClaimRequestsApi => ({
  preview: unanswered(),
  ...given,
});

/** What stands between the pages and the hub; an unforeseen call fails. */
export const fakeHub = createApiMock(hubApiRef, () => ({
  claims: fakeClaims(),
  costs: fakeCosts(),
  services: fakeServices(),
  nodes: fakeNodes(),
  catalogViews: fakeCatalogViews(),
  pulls: fakePulls(),
  claimRequests: fakeClaimRequests(),
  listExperiments: unanswered(),
  getExperimentInputs: unanswered(),
  getExperimentAvailability: unanswered(),
  getTargetHosts: unanswered(),
  listRuns: unanswered(),
  createRun: unanswered(),
  getRun: unanswered(),
  getResult: unanswered(),
  getLogs: unanswered(),
  stopRun: unanswered(),
  starRun: unanswered(),
  getStatus: jest.fn(async () => aStatus()),
  getRetention: unanswered(),
  listPeople: unanswered(),
  getEventsUrl: unanswered(),
}));

/** The hub's API as a test sees it. */
export type FakeHub = ReturnType<typeof fakeHub>;

const Location = () => {
  const { pathname, search } = useLocation();
  return <output data-testid="location">{pathname + search}</output>;
};

/** The address that the browser would show. */
export const address = () => screen.getByTestId('location').textContent;

/** Opens a page of the plugin in an app, with a fake hub behind it. */
export function renderHub(
  path: string,
  hub: FakeHub,
  options: {
    /** May all be done, or what may be done to which resource. */
    mayAct?: boolean | ((resourceRef?: string) => boolean);
    /** Entity refs that the reader acts as. */
    own?: string[];
    /** What the index finds. */
    search?: SearchApi;
  } = {},
) {
  const events = new FakeHubEvents();
  const { mayAct = true } = options;
  renderTestApp({
    features: [
      hubPlugin,
      createFrontendModule({
        pluginId: 'app',
        extensions: [
          AppRootElementBlueprint.make({
            name: 'location',
            params: { element: <Location /> },
          }),
        ],
      }),
    ],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    config: {
      app: { baseUrl: 'http://localhost:7007' },
      backend: { baseUrl: 'http://localhost:7007' },
      hub: { repository: 'http://localhost:7008/illm/lab' },
    },
    apis: [
      mockApis.identity({
        ownershipEntityRefs: options.own ?? ['user:default/test'],
      }),
      [
        searchApiRef,
        options.search ?? {
          query: unanswered<[SearchQuery], SearchResultSet>(),
        },
      ],
      mockApis.permission({
        authorize: ({ resourceRef }) =>
          (typeof mayAct === 'function' ? mayAct(resourceRef) : mayAct)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }),
      hub,
      [hubEventsApiRef, events],
    ],
  });
  return { hub, events };
}
