import { TypedRouter } from '@backstage/backend-openapi-utils';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { RetentionRules } from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { HubEndpoints } from '../schema/endpoints';
import { RetentionCounter } from './RetentionCounter';

/** What is kept, and what there is. */
export interface RetentionView {
  rules: RetentionRules;
  counter: RetentionCounter;
}

/** Adds the route of schema/retention.yaml; it changes nothing. */
export function addRetentionRoutes(
  router: TypedRouter<HubEndpoints>,
  options: {
    httpAuth: HttpAuthService;
    access: Access;
    retention: RetentionView;
  },
): void {
  const { httpAuth, access, retention } = options;
  router.get('/retention', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json({
      kept: retention.rules,
      now: await retention.counter.figures(),
    });
  });
}
