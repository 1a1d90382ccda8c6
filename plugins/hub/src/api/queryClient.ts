import { createApiRef } from '@backstage/frontend-plugin-api';
import { QueryClient } from '@tanstack/react-query';

/** The cache of the hub's answers that all pages of the plugin share. */
export const queryClientApiRef = createApiRef<QueryClient>().with({
  id: 'hub.query-client',
  pluginId: 'hub',
});

/**
 * Asks once and says so when that fails: the page offers the retry. Freshness
 * comes from the event stream and not from polling.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: false },
    },
  });
}
