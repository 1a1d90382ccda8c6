import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { HubConfig } from '../config';
import { EventHub } from '../events/EventHub';
import { Replicas } from '../events/Replicas';
import { Notices } from '../notifications/Notices';
import { RunStore } from '../runs/RunStore';
import { BudgetService } from './BudgetService';
import { BudgetWarnings } from './BudgetWarnings';
import { CostCenters } from './CostCenters';
import { CostDays } from './CostDays';
import { CostHistory, CostReader } from './CostHistory';
import { CostService } from './CostService';
import { OpenCostClient } from './OpenCostClient';
import { RunCosts } from './RunCosts';
import { RunCostStore } from './RunCostStore';

const FIRST_AFTER = { minutes: 2 };
const AT_MOST = { minutes: 5 };
const SETTLE_EVERY = { minutes: 2 };
const BUDGET_SCHEDULE = {
  frequency: { minutes: 15 },
  initialDelay: FIRST_AFTER,
  timeout: AT_MOST,
};

/** Stands for OpenCost where none is configured. */
const none: CostReader = {
  read: () =>
    Promise.reject(new Error('none is configured; set hub.costs.opencost.url')),
};

/** Puts together what the hub knows of costs. */
export function createCosts(deps: {
  auth: AuthService;
  catalog: CatalogService;
  config: Pick<HubConfig, 'costs'>;
  events: EventHub;
  knex: Knex;
  logger: LoggerService;
  notices: Notices;
  replicas: Pick<Replicas, 'tell'>;
  scheduler: SchedulerService;
  store: RunStore;
}) {
  const { config, events, knex, logger, replicas, scheduler } = deps;
  const currency = config.costs?.currency ?? 'EUR';
  const source = new CostHistory({
    reader: config.costs ? new OpenCostClient(config.costs.opencost) : none,
    days: new CostDays(knex),
    logger,
  });
  const budgets = new BudgetService({
    source,
    currency,
    costCenters: new CostCenters(deps),
  });
  const runs = new RunCosts({
    source,
    currency,
    store: new RunCostStore(knex),
    runs: deps.store,
  });
  const warnings = new BudgetWarnings({
    ...deps,
    budgets,
  });
  return {
    sources: config.costs ? [source] : [],
    service: new CostService({ source, currency }),
    budgets,
    runs,
    /** Begins what is done now and then; by one replica at a time. */
    async start() {
      await scheduler.scheduleTask({
        ...(config.costs?.budgetSchedule ?? BUDGET_SCHEDULE),
        id: 'hub-cost-budgets',
        fn: () => warnings.check(),
      });
      await scheduler.scheduleTask({
        id: 'hub-run-costs',
        frequency: SETTLE_EVERY,
        initialDelay: FIRST_AFTER,
        timeout: AT_MOST,
        fn: async () => {
          if (await runs.settle()) {
            events.changed('costs');
            replicas.tell({ kind: 'area', area: 'costs' });
          }
        },
      });
    },
  };
}

/** What the hub knows of costs. */
export type Costs = ReturnType<typeof createCosts>;
