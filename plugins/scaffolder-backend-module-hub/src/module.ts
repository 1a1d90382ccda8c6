import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createRemoveClaimAction } from './claims/createRemoveClaimAction';
import { createRenderClaimAction } from './claims/createRenderClaimAction';
import { createRenderExperimentAction } from './createRenderExperimentAction';
import { createRemoveExperimentAction } from './experiment/createRemoveExperimentAction';
import { Forge } from './pulls/Forge';

/** Template actions of the hub. */
export const scaffolderModuleHub = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'hub',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        urlReader: coreServices.urlReader,
      },
      async init({ actions, auth, catalog, config, discovery, urlReader }) {
        const forge = new Forge({
          repository: config.getString('hub.repository').replace(/\/+$/, ''),
          integrations: ScmIntegrations.fromConfig(config),
        });
        actions.addActions(
          createRenderExperimentAction({ catalog, config, urlReader, forge }),
          createRenderClaimAction({ auth, catalog, discovery, forge }),
          createRemoveClaimAction({ config, urlReader, forge }),
          createRemoveExperimentAction({ config, urlReader, forge }),
        );
      },
    });
  },
});
