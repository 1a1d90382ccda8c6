import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  areaTopic,
  type ClaimName,
  type ClaimState,
} from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { hubApiRef } from '../api/hubApi';
import { hubRouteRef } from '../routes';
import { isNotFound } from '../state/queries';
import { useHubEvents } from '../state/useHubEvents';

/** How often a claim is asked for again that waits for the forge, in ms. */
const AGAIN_MS = 5_000;
/** The hub says when something changes; the forge may not reach it. */
const CALM_MS = 60_000;
const WAITS: ClaimState[] = ['proposed', 'merged'];

const keys = {
  all: ['hub', 'claims'],
  list: ['hub', 'claims', 'list'],
  one: ({ namespace, kind, name }: ClaimName) => [
    ...['hub', 'claims', 'one'],
    ...[namespace, kind.toLowerCase(), name],
  ],
};

function useClaimChanges() {
  const cache = useQueryClient();
  useHubEvents(areaTopic('claims'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.all });
    }
  });
}

/** All claims; follows their changes. */
export function useClaims() {
  const api = useApi(hubApiRef);
  useClaimChanges();
  return useQuery({
    queryKey: keys.list,
    queryFn: ({ signal }) => api.claims.list({ signal }),
    refetchInterval: CALM_MS,
  });
}

/** One claim in full; follows its changes. */
export function useClaim(name: ClaimName) {
  const api = useApi(hubApiRef);
  useClaimChanges();
  return useQuery({
    queryKey: keys.one(name),
    queryFn: ({ signal }) => api.claims.get(name, { signal }),
    refetchInterval: ({ state: { data, error } }) =>
      isNotFound(error) || (data && WAITS.includes(data.claim.state))
        ? AGAIN_MS
        : CALM_MS,
  });
}

/** Path of the claims' tab, and of a claim's page. */
export function useClaimHref() {
  const hub = useRouteRef(hubRouteRef)?.() ?? '/hub';
  return useCallback(
    (of?: ClaimName) =>
      of === undefined
        ? `${hub}/claims`
        : [hub, 'claims', of.namespace, of.kind.toLowerCase(), of.name].join(
            '/',
          ),
    [hub],
  );
}
