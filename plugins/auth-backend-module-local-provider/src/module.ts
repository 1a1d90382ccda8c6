import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { browserRoutes } from './browserRoutes';
import { Gate } from './Gate';
import { assertListensOnLoopback } from './loopback';
import { createLocalProviderFactory } from './provider';

/**
 * Auth provider `local`: sign-in as one of the catalog's people, without a
 * password, for a hub that only this machine can reach, from browsers and programs
 * that its user has let in (see {@link Gate}).
 *
 * It exists only when `auth.providers.local` is configured, and then refuses to
 * start on a backend that listens on anything but a loopback address, or without
 * `auth.providers.local.secret`.
 */
export const authModuleLocalProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'local-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        auditor: coreServices.auditor,
      },
      async init({ providers, config, httpRouter, auditor }) {
        if (!config.has('auth.providers.local')) return;
        assertListensOnLoopback(config);
        const gate = Gate.fromConfig(config);
        httpRouter.use(browserRoutes(gate, auditor));
        providers.registerProvider({
          providerId: 'local',
          factory: createLocalProviderFactory(gate),
        });
      },
    });
  },
});
