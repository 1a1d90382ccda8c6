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
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { hubInventoryServiceRef } from '@illm-lab/plugin-hub-node';
import { claimTemplateParser } from './claimTemplates/claimTemplateParser';
import { ExperimentProcessor } from './ExperimentProcessor';
import { HubEntityProvider } from './HubEntityProvider';
import { readRepositoryConfig } from './config';
import { InventoryProvider } from './inventory/InventoryProvider';

/** What of the hub is in the catalog, beside its repository. */
const AREAS = ['claims', 'clusters', 'nodes', 'services'] as const;

/** The safety net under the push events, in every replica. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 5 },
  scope: 'local',
};

/**
 * The hub in the catalog: people, teams, systems, templates and experiments from
 * its repository, taken up within seconds of a push; services, clusters, nodes and
 * claims as the hub has them at this moment.
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
        inventory: hubInventoryServiceRef,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auth, catalog, config, events, logger, processing } = deps;
        deps.model.setEntityDataParser(claimTemplateParser);
        const repository = readRepositoryConfig(config);
        processing.addProcessor(new ExperimentProcessor({ auth, catalog }));

        for (const area of AREAS) {
          processing.addEntityProvider(
            new InventoryProvider({
              area,
              inventory: deps.inventory,
              logger,
              repository,
            }),
          );
        }
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
