import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { CatalogViews } from './CatalogViews';
import { ForgeApi } from '../forge/ForgeApi';
import { PullRequests } from './PullRequests';
import { RunFacts } from './RunFacts';

/** Puts together what the pages of teams, cost centers and experiments need. */
export function createCatalogViews(deps: {
  catalog: CatalogService;
  forge: ForgeApi;
  knex: Knex;
}) {
  return {
    catalogViews: new CatalogViews({
      catalog: deps.catalog,
      facts: new RunFacts(deps.knex),
    }),
    pulls: new PullRequests(deps),
  };
}
