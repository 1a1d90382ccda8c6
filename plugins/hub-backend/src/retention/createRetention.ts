import {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import path from 'node:path';
import { HubConfig } from '../config';
import { KubeConnection } from '../kube/KubeConnection';
import { RunTracker } from '../runs/RunTracker';
import { Retention } from './Retention';
import { RetentionCounter } from './RetentionCounter';
import { RetentionStore } from './RetentionStore';

const SCHEDULE = {
  frequency: { hours: 6 },
  initialDelay: { minutes: 10 },
  timeout: { minutes: 10 },
};

/** Puts together what removes old runs, logs and results. */
export function createRetention(deps: {
  auditor: AuditorService;
  config: Pick<HubConfig, 'retention' | 'statusFile'>;
  connection: KubeConnection;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
  tracker: RunTracker;
}) {
  const { schedule, ...config } = deps.config.retention;
  const { statusFile } = deps.config;
  const retention = new Retention({
    ...deps,
    config,
    store: new RetentionStore(deps.knex),
  });
  return {
    /** For the API: the rules, and what they have left. */
    view: {
      rules: config,
      counter: new RetentionCounter({
        knex: deps.knex,
        // The supervisor writes it to run/status.json of the hub's state.
        stateDir: statusFile && path.resolve(statusFile, '../..'),
      }),
    },
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
