import {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { HubConfig } from '../config';
import { KubeConnection } from '../kube/KubeConnection';
import { RunTracker } from '../runs/RunTracker';
import { Retention } from './Retention';
import { RetentionStore } from './RetentionStore';

const SCHEDULE = {
  frequency: { hours: 6 },
  initialDelay: { minutes: 10 },
  timeout: { minutes: 10 },
};

/** Puts together what removes old runs, logs and results. */
export function createRetention(deps: {
  auditor: AuditorService;
  config: Pick<HubConfig, 'retention'>;
  connection: KubeConnection;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
  tracker: RunTracker;
}) {
  const { schedule, ...config } = deps.config.retention;
  const retention = new Retention({
    ...deps,
    config,
    store: new RetentionStore(deps.knex),
  });
  return {
    /** Begins; one replica at a time does it. */
    start: () =>
      deps.scheduler.scheduleTask({
        ...(schedule ?? SCHEDULE),
        id: 'hub-retention',
        fn: async () => {
          await retention.apply();
        },
      }),
  };
}
