import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { HUB_PLUGIN_ID } from '@illm-lab/plugin-hub-common';
import {
  ClaimComposer,
  hubClaimComposerExtensionPoint,
  hubInventoryServiceRef,
  HubSource,
  hubSourcesExtensionPoint,
} from '@illm-lab/plugin-hub-node';
import { registerActions } from './actions/registerActions';
import { registerPermissions } from './access/registerPermissions';
import { readHubConfig } from './config';
import { createHub } from './createHub';
import { createRouter } from './router';
import { openDatabase } from './runs/database';
import { registerServiceActions } from './services/registerServiceActions';

/** The hub: experiments, their runs and what comes of them. */
export const hubPlugin = createBackendPlugin({
  pluginId: HUB_PLUGIN_ID,
  register(env) {
    const added: HubSource[] = [];
    env.registerExtensionPoint(hubSourcesExtensionPoint, {
      addSource: source => void added.push(source),
    });
    let composer: ClaimComposer | undefined;
    env.registerExtensionPoint(hubClaimComposerExtensionPoint, {
      setComposer: one => void (composer = one),
    });
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        eventBus: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        inventory: hubInventoryServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const hub = createHub({
          ...deps,
          config: readHubConfig(deps.config),
          integrations: ScmIntegrations.fromConfig(deps.config),
          knex: await openDatabase(deps.database),
          sources: added,
          composer: () => composer,
        });
        registerPermissions(deps.permissionsRegistry, hub.experiments);
        registerActions(deps.actions, hub.runs);
        registerServiceActions(deps.actions, hub.services, hub.access);
        deps.httpRouter.use(
          await createRouter({ ...hub, httpAuth: deps.httpAuth }),
        );
        if (hub.peopleArePublic) {
          deps.httpRouter.addAuthPolicy({
            path: '/people',
            allow: 'unauthenticated',
          });
        }
        deps.lifecycle.addStartupHook(() => hub.start());
        deps.lifecycle.addShutdownHook(() => hub.stop());
      },
    });
  },
});
