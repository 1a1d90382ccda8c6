import { RootConfigService } from '@backstage/backend-plugin-api';

/**
 * Address of the branch that counts as merged, such as
 * `http://localhost:7008/illm/lab/blob/main`; a path of the repository follows it.
 */
export const mainBranch = (config: RootConfigService): string =>
  `${config.getString('hub.repository').replace(/\/+$/, '')}/blob/${
    config.getOptionalString('hub.branch') ?? 'main'
  }`;
