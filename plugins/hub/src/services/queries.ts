import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { areaTopic } from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { hubApiRef } from '../api/hubApi';
import { hubRouteRef } from '../routes';
import { useHubEvents } from '../state/useHubEvents';

const keys = {
  all: ['hub', 'services'],
  list: ['hub', 'services', 'list'],
  one: (name: string) => ['hub', 'services', 'one', name],
};

/** What one service waits for is another one, so any change may concern it. */
function useServiceChanges() {
  const cache = useQueryClient();
  useHubEvents(areaTopic('services'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.all });
    }
  });
}

/** All services; follows their changes. */
export function useServices() {
  const api = useApi(hubApiRef);
  useServiceChanges();
  return useQuery({
    queryKey: keys.list,
    queryFn: ({ signal }) => api.services.list({ signal }),
  });
}

/** One service in full; follows its changes. */
export function useService(name: string) {
  const api = useApi(hubApiRef);
  useServiceChanges();
  return useQuery({
    queryKey: keys.one(name),
    queryFn: ({ signal }) => api.services.get({ name }, { signal }),
  });
}

/** Path of the services' tab, and of a service's page. */
export function useServiceHref() {
  const hub = useRouteRef(hubRouteRef)?.() ?? '/hub';
  return useCallback(
    (name?: string) =>
      name === undefined
        ? `${hub}/services`
        : `${hub}/services/${encodeURIComponent(name)}`,
    [hub],
  );
}
