import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { HubConfig } from '../config';
import { CatalogViews } from './CatalogViews';
import { ForgeApi } from './ForgeApi';
import { PullRequests } from './PullRequests';
import { RunFacts } from './RunFacts';

/** Puts together what the pages of teams, cost centers and experiments need. */
export function createCatalogViews(deps: {
  catalog: CatalogService;
  config: HubConfig;
  integrations: ScmIntegrations;
  knex: Knex;
}) {
  return {
    catalogViews: new CatalogViews({
      catalog: deps.catalog,
      facts: new RunFacts(deps.knex),
    }),
    pulls: new PullRequests({ forge: new ForgeApi(deps) }),
  };
}
