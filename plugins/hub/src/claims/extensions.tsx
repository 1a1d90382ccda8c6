import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  CATALOG_TYPE_CLAIM,
  CATALOG_TYPE_EXPERIMENT,
  CATALOG_TYPE_TEAM,
} from '@illm-lab/plugin-hub-common';
import { HubState } from '../state/HubState';

/** What teams have asked for; `/hub/claims/:namespace/:kind/:name` is one of it. */
export const hubClaims = SubPageBlueprint.make({
  name: 'claims',
  params: {
    path: 'claims',
    title: 'Claims',
    loader: async () => {
      const { ClaimsRouter } = await import('./ClaimsRouter');
      return (
        <HubState>
          <ClaimsRouter />
        </HubState>
      );
    },
  },
});

/** The same on a claim's page in the catalog. */
export const entityClaim = EntityContentBlueprint.make({
  name: 'claim',
  params: {
    path: 'claim',
    title: 'Claim',
    filter: { kind: 'resource', 'spec.type': CATALOG_TYPE_CLAIM },
    loader: async () => {
      const { EntityClaim } = await import('./EntityClaim');
      return (
        <HubState>
          <EntityClaim />
        </HubState>
      );
    },
  },
});

const loader = async () => {
  const { ClaimsCard } = await import('./ClaimsCard');
  return (
    <HubState>
      <ClaimsCard />
    </HubState>
  );
};

/** The claims of an experiment, on its page in the catalog. */
export const experimentClaims = EntityCardBlueprint.make({
  name: 'experiment-claims',
  params: {
    type: 'content',
    filter: { kind: 'component', 'spec.type': CATALOG_TYPE_EXPERIMENT },
    loader,
  },
});

/** The claims of a team, on its page in the catalog. */
export const teamClaims = EntityCardBlueprint.make({
  name: 'team-claims',
  params: {
    type: 'content',
    filter: { kind: 'group', 'spec.type': CATALOG_TYPE_TEAM },
    loader,
  },
});
