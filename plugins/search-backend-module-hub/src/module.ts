import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { DocsBuilder } from './DocsBuilder';
import { RunCollatorFactory } from './RunCollatorFactory';

const KEY = 'search.collators.hubRuns';
const DEFAULT_LIMIT = 2_000;
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  initialDelay: { seconds: 30 },
  frequency: { minutes: 2 },
  timeout: { minutes: 5 },
};

/** Before the index of the docs is made for the first time. */
const DOCS_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  initialDelay: { seconds: 40 },
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
};

/** Runs in Backstage's search, and docs that nobody has opened yet. */
export const searchModuleHub = createBackendModule({
  pluginId: 'search',
  moduleId: 'hub-runs-collator',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, config, discovery, indexRegistry, scheduler } = deps;
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
        // Elsewhere docs are built by CI and only read here.
        if (config.getOptionalString('techdocs.builder') === 'local') {
          const docs = new DocsBuilder(deps);
          await scheduler.scheduleTask({
            ...DOCS_SCHEDULE,
            id: 'hub-docs:build',
            fn: signal => docs.run(signal),
          });
        }
      },
    });
  },
});
