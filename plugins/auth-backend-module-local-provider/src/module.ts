import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { assertListensOnLoopback } from './loopback';
import { createLocalProviderFactory } from './provider';

/**
 * Auth provider `local`: sign-in as one of the catalog's people, without a
 * password, for a hub that only this machine can reach.
 *
 * It exists only when `auth.providers.local` is configured, and then refuses to
 * start on a backend that listens on anything but a loopback address.
 */
export const authModuleLocalProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'local-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        if (config.has('auth.providers.local')) {
          assertListensOnLoopback(config);
        }
        providers.registerProvider({
          providerId: 'local',
          factory: createLocalProviderFactory(),
        });
      },
    });
  },
});
