import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { createHostGuardFromConfig } from '@illm-lab/plugin-hub-node';

/**
 * The default router behind the host guard: other web pages reach nothing of
 * the portal, whatever name they call it by.
 */
export const guardedRootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, config, middleware, applyDefaults }) {
    app.use(createHostGuardFromConfig(config));
    // Answers the guard's refusals; what comes later has applyDefaults' own.
    app.use(middleware.error());
    applyDefaults();
  },
});
