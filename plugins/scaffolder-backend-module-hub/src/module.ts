import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createRenderExperimentAction } from './createRenderExperimentAction';

/** Template actions of the hub. */
export const scaffolderModuleHub = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'hub',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        urlReader: coreServices.urlReader,
      },
      async init({ actions, catalog, config, urlReader }) {
        actions.addActions(
          createRenderExperimentAction({ catalog, config, urlReader }),
        );
      },
    });
  },
});
