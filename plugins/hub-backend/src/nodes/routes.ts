import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { hubNodeReadPermission } from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { NodeService } from './NodeService';

/** What these routes answer from. */
export interface NodeRoutesOptions {
  httpAuth: HttpAuthService;
  access: Access;
  nodes: NodeService;
}

/** Adds the routes of schema/nodes.yaml. */
export function addNodeRoutes(
  router: TypedRouter<HubEndpoints>,
  { httpAuth, access, nodes }: NodeRoutesOptions,
): void {
  router.get('/clusters', async (req, res) => {
    await access.mayRead(
      await httpAuth.credentials(req),
      hubNodeReadPermission,
    );
    res.json(nodes.clusters());
  });

  router.get('/nodes', async (req, res) => {
    await access.mayRead(
      await httpAuth.credentials(req),
      hubNodeReadPermission,
    );
    res.json(nodes.list(req.query));
  });

  router.get('/nodes/:cluster/:node', async (req, res) => {
    await access.mayRead(
      await httpAuth.credentials(req),
      hubNodeReadPermission,
    );
    res.json(nodes.get(req.params.cluster, req.params.node));
  });
}
