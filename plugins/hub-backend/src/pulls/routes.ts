import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { PullFollower } from './PullFollower';

/** Adds the routes of schema/pulls.yaml; whoever may read runs may read these. */
export function addPullRoutes(
  router: TypedRouter<HubEndpoints>,
  options: {
    httpAuth: HttpAuthService;
    access: Access;
    pullFollower: PullFollower;
  },
): void {
  const { httpAuth, access, pullFollower } = options;
  router.get('/pulls/:number', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json(await pullFollower.get(req.params.number, credentials));
  });
}
