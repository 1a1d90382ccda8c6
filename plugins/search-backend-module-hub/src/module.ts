import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { RunCollatorFactory } from './RunCollatorFactory';

const KEY = 'search.collators.hubRuns';
const DEFAULT_LIMIT = 2_000;
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  initialDelay: { seconds: 30 },
  frequency: { minutes: 2 },
  timeout: { minutes: 5 },
};

/** Runs in Backstage's search; the rest of the hub comes with the catalog. */
export const searchModuleHub = createBackendModule({
  pluginId: 'search',
  moduleId: 'hub-runs-collator',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const schedule = config.has(`${KEY}.schedule`)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(`${KEY}.schedule`),
            )
          : DEFAULT_SCHEDULE;
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new RunCollatorFactory({
            auth,
            discovery,
            limit: config.getOptionalNumber(`${KEY}.limit`) ?? DEFAULT_LIMIT,
          }),
        });
      },
    });
  },
});
