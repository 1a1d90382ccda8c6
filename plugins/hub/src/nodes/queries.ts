import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { areaTopic, type ListNodesRequest } from '@illm-lab/plugin-hub-common';
import {
  keepPreviousData,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { hubApiRef } from '../api/hubApi';
import { hubRouteRef } from '../routes';
import { useHubEvents } from '../state/useHubEvents';

const keys = {
  all: ['hub', 'nodes'],
  list: (request: ListNodesRequest) => ['hub', 'nodes', 'list', request],
  one: (cluster: string, node: string) => [
    'hub',
    'nodes',
    'one',
    cluster,
    node,
  ],
};

function useNodeChanges() {
  const cache = useQueryClient();
  useHubEvents(areaTopic('nodes'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.all });
    }
  });
}

/** One page of nodes; follows their changes. */
export function useNodes(request: ListNodesRequest) {
  const api = useApi(hubApiRef);
  useNodeChanges();
  return useQuery({
    queryKey: keys.list(request),
    queryFn: ({ signal }) => api.nodes.listNodes(request, { signal }),
    // Nothing jumps while another page or filter is under way.
    placeholderData: keepPreviousData,
  });
}

/** One node in full; follows its changes. */
export function useNode(cluster: string, node: string) {
  const api = useApi(hubApiRef);
  useNodeChanges();
  return useQuery({
    queryKey: keys.one(cluster, node),
    queryFn: ({ signal }) => api.nodes.getNode({ cluster, node }, { signal }),
  });
}

/** Path of the nodes' tab, and of a node's page. */
export function useNodeHref() {
  const hub = useRouteRef(hubRouteRef)?.() ?? '/hub';
  return useCallback(
    (node?: { cluster: string; name: string }) =>
      [hub, 'nodes', ...(node ? [node.cluster, node.name] : [])]
        .map((part, index) => (index < 2 ? part : encodeURIComponent(part)))
        .join('/'),
    [hub],
  );
}
