import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { takeTurn } from './takeTurn';

/**
 * On PostgreSQL replicas start one after the other, since their plugins bring
 * the same tables up to date and knex refuses the second who tries. A replica
 * holds its turn until all its plugins have started; a process that ends loses
 * it with its connection.
 */
export const startInTurn = createServiceFactory({
  service: createServiceRef<void>({ id: 'lab.startInTurn', scope: 'root' }),
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  initialization: 'always',
  async factory({ config, lifecycle, logger }) {
    if (config.getString('backend.database.client') !== 'pg') {
      return;
    }
    const giveTurn = await takeTurn(
      config.get<string | object>('backend.database.connection'),
      logger,
    );
    lifecycle.addStartupHook(giveTurn);
  },
});
