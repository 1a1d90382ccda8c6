import { createBackend } from '@backstage/backend-defaults';
import { guardedRootHttpRouter } from './guardedRootHttpRouter';
import { startInTurn } from './replicas';

const backend = createBackend();

backend.add(startInTurn);
backend.add(guardedRootHttpRouter);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
// Each is there only where auth.providers configures it.
backend.add(import('@illm-lab/plugin-auth-backend-module-local-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@illm-lab/plugin-permission-backend-module-hub'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@illm-lab/plugin-catalog-backend-module-hub'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@illm-lab/plugin-scaffolder-backend-module-hub'));

backend.add(import('@illm-lab/plugin-hub-backend'));
backend.add(import('@illm-lab/composition/portal'));

backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@illm-lab/plugin-kubernetes-backend-module-hub'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-events-backend-module-github'));

backend.add(import('@backstage/plugin-search-backend'));
// On PostgreSQL the index is shared; on SQLite it skips itself.
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
backend.add(import('@illm-lab/plugin-search-backend-module-hub'));
backend.add(import('@backstage/plugin-techdocs-backend'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
