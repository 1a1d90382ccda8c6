import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { KubeConnection } from '../kube/KubeConnection';
import { CostLabelValues } from './CostLabelValues';

const EVERY = { minutes: 1 };
/** After the catalog has read its files. */
const FIRST_AFTER = { seconds: 20 };
const AT_MOST = { seconds: 50 };

/** Puts together what the hub does for the label policy. */
export function createLabels(deps: {
  auth: AuthService;
  catalog: CatalogService;
  connection: KubeConnection;
  logger: LoggerService;
  scheduler: SchedulerService;
}) {
  const values = new CostLabelValues(deps);
  return {
    /** Begins what is done now and then; by one replica at a time. */
    start: () =>
      deps.scheduler.scheduleTask({
        id: 'hub-cost-label-values',
        frequency: EVERY,
        initialDelay: FIRST_AFTER,
        timeout: AT_MOST,
        fn: () => values.reconcile(),
      }),
  };
}
