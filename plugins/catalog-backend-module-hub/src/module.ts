import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { ExperimentProcessor } from './ExperimentProcessor';
import { HubEntityProvider } from './HubEntityProvider';
import { readRepositoryConfig } from './config';

/** The safety net under the push events, in every replica. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 5 },
  scope: 'local',
};

/**
 * The hub's repository in the catalog: people, teams, systems, templates and
 * experiments, taken up within seconds of a push.
 */
export const catalogModuleHub = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'hub',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auth, catalog, config, events, logger, processing } = deps;
        processing.addProcessor(new ExperimentProcessor({ auth, catalog }));

        const repository = readRepositoryConfig(config);
        if (!repository) {
          logger.info('hub.repository is not set; the catalog follows none');
          return;
        }
        const schedule = config.has('catalog.providers.hub.schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig('catalog.providers.hub.schedule'),
            )
          : DEFAULT_SCHEDULE;
        processing.addEntityProvider(
          new HubEntityProvider({
            repository,
            events,
            logger,
            urlReader: deps.urlReader,
            schedule: deps.scheduler.createScheduledTaskRunner(schedule),
          }),
        );
      },
    });
  },
});
