import { RootLifecycleService } from '@backstage/backend-plugin-api';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { createHostGuardFromConfig } from '@illm-lab/plugin-hub-node';
import { limitBodies } from './limitBodies';
import { drainOnShutdown } from './replicas';

/**
 * The default router behind the host guard: other web pages reach nothing of
 * the portal, whatever name they call it by. No body is larger than its route takes.
 * It lets go of its clients before
 * it stops.
 */
export const guardedRootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, config, lifecycle, middleware, server, applyDefaults }) {
    // It is the root's; the type says less than there is.
    app.use(drainOnShutdown(lifecycle as RootLifecycleService, server));
    app.use(createHostGuardFromConfig(config));
    app.use(limitBodies);
    // Answers the guard's refusals; what comes later has applyDefaults' own.
    app.use(middleware.error());
    applyDefaults();
  },
});
