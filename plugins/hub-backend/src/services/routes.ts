import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  hubServiceReadPermission,
  hubServiceValueReadPermission,
} from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { HubServices } from './createServices';

/** What the routes of the services are made of. */
export interface ServicesRouteOptions {
  httpAuth: HttpAuthService;
  access: Access;
  services: HubServices;
}

/** Adds the services to the hub's API. */
export function addServicesRoutes(
  router: TypedRouter<HubEndpoints>,
  { httpAuth, access, services }: ServicesRouteOptions,
): void {
  const { book, control } = services;

  router.get('/services', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials, hubServiceReadPermission);
    res.json(book.list());
  });

  router.get('/services/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials, hubServiceReadPermission);
    const { name } = req.params;
    const values = await access.allows(
      credentials,
      hubServiceValueReadPermission,
    );
    const detail = book.detail(name, values);
    if (!detail) {
      throw new NotFoundError(`There is no service “${name}” on the hub.`);
    }
    res.json(detail);
  });

  router.post('/services/:name/refresh', async (req, res) => {
    const caller = {
      credentials: await httpAuth.credentials(req),
      request: req,
    };
    res.json(await control.refresh(req.params.name, req.body, caller));
  });

  router.post('/services/:name/sync', async (req, res) => {
    const caller = {
      credentials: await httpAuth.credentials(req),
      request: req,
    };
    res.json(await control.sync(req.params.name, req.body, caller));
  });

  router.post('/services/:name/rollback', async (req, res) => {
    const caller = {
      credentials: await httpAuth.credentials(req),
      request: req,
    };
    res.json(await control.rollback(req.params.name, req.body, caller));
  });
}
