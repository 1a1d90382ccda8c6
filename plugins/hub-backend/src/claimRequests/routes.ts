import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { hubClaimReadPermission } from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { ClaimPreviews } from './ClaimPreviews';

/** Adds the routes of schema/claimRequests.yaml; they change nothing. */
export function addClaimRequestRoutes(
  router: TypedRouter<HubEndpoints>,
  options: {
    httpAuth: HttpAuthService;
    access: Access;
    claimPreviews: ClaimPreviews;
  },
): void {
  const { httpAuth, access, claimPreviews } = options;
  router.post('/claim-previews', async (req, res) => {
    await access.mayRead(
      await httpAuth.credentials(req),
      hubClaimReadPermission,
    );
    res.json(await claimPreviews.preview(req.body));
  });
}
