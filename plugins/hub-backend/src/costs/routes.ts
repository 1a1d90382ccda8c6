import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { hubCostReadPermission } from '@illm-lab/plugin-hub-common';
import { Request } from 'express';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { Costs } from './createCosts';
import { toCsv } from './csv';

/** What these routes answer from. */
export interface CostRoutesOptions {
  httpAuth: HttpAuthService;
  access: Access;
  costs: Costs;
}

/** Adds the routes of schema/costs.yaml. */
export function addCostRoutes(
  router: TypedRouter<HubEndpoints>,
  { httpAuth, access, costs }: CostRoutesOptions,
): void {
  const mayRead = async (request: unknown) =>
    access.mayRead(
      await httpAuth.credentials(request as Request),
      hubCostReadPermission,
    );

  router.get('/costs', async (req, res) => {
    await mayRead(req);
    res.json(await costs.service.report(req.query));
  });

  router.get('/costs/csv', async (req, res) => {
    await mayRead(req);
    const report = await costs.service.report(req.query);
    const { connected, reason, lastGoodAt, name } = report.source;
    // A file does not show how old it is, or that there is more to come.
    if (reason !== undefined && !lastGoodAt) {
      throw new ServiceUnavailableError(
        `There are no figures to save: ${name} ${
          connected ? 'is' : 'is not reachable:'
        } ${reason}. Try again when they are there.`,
      );
    }
    if (report.notMeasured !== undefined) {
      throw new ServiceUnavailableError(
        `There are no figures to save: ${report.notMeasured}`,
      );
    }
    const { from, to } = report.window;
    res
      .type('text/csv')
      .attachment(`costs-${from.slice(0, 10)}-${to.slice(0, 10)}.csv`)
      .send(toCsv(report));
  });

  router.get('/costs/budgets', async (req, res) => {
    await mayRead(req);
    res.json(await costs.budgets.budgets());
  });

  router.get('/runs/:id/cost', async (req, res) => {
    await mayRead(req);
    res.json(await costs.runs.get(req.params.id));
  });
}
