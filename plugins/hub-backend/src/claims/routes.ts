import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { hubClaimReadPermission } from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { HubClaims } from './createClaims';

/** What these routes answer from. */
export interface ClaimRoutesOptions {
  httpAuth: HttpAuthService;
  access: Access;
  claims: HubClaims;
}

/** Adds the routes of schema/claims.yaml; who asks must be allowed to read claims. */
export function addClaimRoutes(
  router: TypedRouter<HubEndpoints>,
  { httpAuth, access, claims }: ClaimRoutesOptions,
): void {
  router.get('/claims', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials, hubClaimReadPermission);
    res.json(await claims.book.list());
  });

  router.get('/claims/:namespace/:kind/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials, hubClaimReadPermission);
    const { namespace, kind, name } = req.params;
    const detail = await claims.book.detail({ namespace, kind, name });
    if (!detail) {
      throw new NotFoundError(
        `There is no ${kind} “${name}” in ${namespace}, neither on the hub nor in the repository nor in an open pull request.`,
      );
    }
    res.json(detail);
  });
}
