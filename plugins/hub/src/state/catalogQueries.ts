import { useApi } from '@backstage/frontend-plugin-api';
import {
  areaTopic,
  type CostQuery,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hubApiRef } from '../api/hubApi';
import { useHubEvents } from './useHubEvents';

/** How often the forge is asked again; it sends no events to the browser. */
const PULLS_MS = 30_000;
/** How often money is asked again; prices and usage move slowly. */
const COSTS_MS = 60_000;
/** Runs that change closer together than this are shown by one request. */
const GATHER_MS = 500;

/** Nodes that a summary looks at; those that are unwell come first. */
const MOST_NODES = 20;
/** Runs at work that are shown at once. */
const MOST_RUNNING = 10;

const ROOT = ['hub', 'catalog-views'];
const keys = {
  runs: [...ROOT, 'runs'],
  teams: [...ROOT, 'runs', 'teams'],
  costCenters: [...ROOT, 'runs', 'cost-centers'],
  facts: [...ROOT, 'runs', 'facts'],
  activity: (since: string) => [...ROOT, 'runs', 'activity', since],
  pulls: [...ROOT, 'pulls'],
  costs: (query: CostQuery) => [...ROOT, 'costs', query],
  budgets: [...ROOT, 'budgets'],
  clusters: [...ROOT, 'clusters'],
  services: [...ROOT, 'services'],
  nodes: [...ROOT, 'nodes'],
  running: [...ROOT, 'runs', 'running'],
};

/** Asks again for what counts runs, soon after one began or ended. */
function useRunsAskAgain() {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  useHubEvents(TOPIC_RUNS, event => {
    if (event.type !== 'open' && event.type !== 'run') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => cache.invalidateQueries({ queryKey: keys.runs }),
      GATHER_MS,
    );
  });
}

/** The teams with what they own and ran; follows the runs. */
export function useTeams() {
  const api = useApi(hubApiRef);
  useRunsAskAgain();
  return useQuery({
    queryKey: keys.teams,
    queryFn: ({ signal }) => api.catalogViews.listTeams({ signal }),
  });
}

/** The cost centers with whom they pay for; follows the runs. */
export function useCostCenters() {
  const api = useApi(hubApiRef);
  useRunsAskAgain();
  return useQuery({
    queryKey: keys.costCenters,
    queryFn: ({ signal }) => api.catalogViews.listCostCenters({ signal }),
  });
}

/** Clusters, runs in numbers and latency of each experiment; follows the runs. */
export function useExperimentFacts() {
  const api = useApi(hubApiRef);
  useRunsAskAgain();
  return useQuery({
    queryKey: keys.facts,
    queryFn: ({ signal }) => api.catalogViews.listExperimentFacts({ signal }),
  });
}

/** Runs since a time, in numbers; follows the runs. */
export function useActivity(since: string) {
  const api = useApi(hubApiRef);
  useRunsAskAgain();
  return useQuery({
    queryKey: keys.activity(since),
    queryFn: ({ signal }) =>
      api.catalogViews.getActivity({ since }, { signal }),
  });
}

/** Open pull requests on experiments. */
export function usePulls() {
  const api = useApi(hubApiRef);
  return useQuery({
    queryKey: keys.pulls,
    queryFn: ({ signal }) => api.catalogViews.listPulls({ signal }),
    refetchInterval: PULLS_MS,
  });
}

/** What a window cost, as {@link CostQuery} asks. */
export function useCostReport(query: CostQuery) {
  const api = useApi(hubApiRef);
  return useQuery({
    queryKey: keys.costs(query),
    queryFn: ({ signal }) => api.costs.getReport(query, { signal }),
    refetchInterval: COSTS_MS,
  });
}

/** Each cost center's month against its budget; follows changes of budgets. */
export function useBudgets() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(areaTopic('costs'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.budgets });
    }
  });
  return useQuery({
    queryKey: keys.budgets,
    queryFn: ({ signal }) => api.costs.getBudgets({ signal }),
    refetchInterval: COSTS_MS,
  });
}

/** The hub and the clusters that live now; follows their changes. */
export function useClusters() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(areaTopic('clusters'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.clusters });
    }
  });
  return useQuery({
    queryKey: keys.clusters,
    queryFn: ({ signal }) => api.nodes.listClusters({ signal }),
  });
}

/** The hub's services; follows their changes. */
export function useServiceList() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(areaTopic('services'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.services });
    }
  });
  return useQuery({
    queryKey: keys.services,
    queryFn: ({ signal }) => api.services.list({ signal }),
  });
}

/** Nodes of all clusters, what is unwell first; follows their changes. */
export function useUnwellNodes() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(areaTopic('nodes'), event => {
    if (event.type === 'open' || event.type === 'changed') {
      cache.invalidateQueries({ queryKey: keys.nodes });
    }
  });
  return useQuery({
    queryKey: keys.nodes,
    queryFn: ({ signal }) =>
      api.nodes.listNodes({ limit: MOST_NODES }, { signal }),
  });
}

/** Runs that are waiting or at work, newest first; follows the runs. */
export function useUnfinishedRuns() {
  const api = useApi(hubApiRef);
  useRunsAskAgain();
  return useQuery({
    queryKey: keys.running,
    queryFn: async ({ signal }) => {
      const [running, pending] = await Promise.all([
        api.listRuns({ state: 'running', limit: MOST_RUNNING }, { signal }),
        api.listRuns({ state: 'waiting', limit: MOST_RUNNING }, { signal }),
      ]);
      return {
        items: [...running.items, ...pending.items],
        total: running.total + pending.total,
      };
    },
  });
}
