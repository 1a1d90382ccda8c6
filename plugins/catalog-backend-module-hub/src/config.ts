import { RootConfigService } from '@backstage/backend-plugin-api';

/** The repository that the hub is described in. */
export type RepositoryConfig = {
  /** Address without a trailing slash, e.g. `http://localhost:7008/illm/lab`. */
  url: string;
  /** Branch that counts as merged, e.g. `main`. */
  branch: string;
};

/**
 * Reads `hub.repository` and `hub.branch`.
 *
 * @returns undefined when `hub.repository` isn't set.
 */
export function readRepositoryConfig(
  config: RootConfigService,
): RepositoryConfig | undefined {
  const url = config.getOptionalString('hub.repository');
  return url
    ? {
        url: url.replace(/\/+$/, ''),
        branch: config.getOptionalString('hub.branch') ?? 'main',
      }
    : undefined;
}
