import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { CatalogViews } from './CatalogViews';
import { PullRequests } from './PullRequests';

/** What these routes answer from. */
export interface CatalogRoutesOptions {
  httpAuth: HttpAuthService;
  access: Access;
  catalogViews: CatalogViews;
  pulls: PullRequests;
}

/** Adds the routes of schema/catalog.yaml; whoever may read runs may read these. */
export function addCatalogRoutes(
  router: TypedRouter<HubEndpoints>,
  { httpAuth, access, catalogViews, pulls }: CatalogRoutesOptions,
): void {
  router.get('/teams', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json({ items: await catalogViews.teams(credentials) });
  });

  router.get('/cost-centers', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json({ items: await catalogViews.costCenters(credentials) });
  });

  router.get('/experiment-facts', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json({ items: await catalogViews.experiments(credentials) });
  });

  router.get('/activity', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json(await catalogViews.activity(req.query.since));
  });

  router.get('/pulls', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json(await pulls.list());
  });
}
