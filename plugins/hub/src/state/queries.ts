import { useApi } from '@backstage/frontend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  hasEnded,
  type HubStatus,
  type Result,
  type Run,
  runTopic,
  TOPIC_HUB,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { useHubEvents } from './useHubEvents';

const keys = {
  status: ['hub', 'status'],
  run: (id: string) => ['hub', 'run', id],
  result: (id: string) => ['hub', 'result', id],
  inputs: (name: string) => ['hub', 'inputs', name],
  experiments: ['hub', 'experiments'],
};

/** Under which key one run is remembered. */
export const runKey = keys.run;

/** What state the hub is in; follows its changes. */
export function useHubStatus() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(TOPIC_HUB, event => {
    if (event.type === 'open') {
      cache.invalidateQueries({ queryKey: keys.status });
    } else if (event.type === 'hub') {
      cache.setQueryData<HubStatus>(keys.status, event.status);
    }
  });
  return useQuery({
    queryKey: keys.status,
    queryFn: ({ signal }) => api.getStatus({ signal }),
  });
}

/**
 * A run that keeps its end: an event that was sent before the answer that is
 * shown, and arrives after it, does not set a finished run going again.
 */
export function newerRun(known: Run | undefined, heard: Run): Run {
  return known && hasEnded(known) && !hasEnded(heard) ? known : heard;
}

/** One run with its stages; follows its changes. */
export function useRun(id: string) {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(runTopic(id), event => {
    if (event.type === 'open') {
      cache.invalidateQueries({ queryKey: keys.run(id) });
      cache.invalidateQueries({ queryKey: keys.result(id) });
    } else if (event.type === 'run') {
      // An answer that is still under way is older than this event.
      cache.cancelQueries({ queryKey: keys.run(id) });
      cache.setQueryData<Run>(keys.run(id), known =>
        newerRun(known, event.run),
      );
    } else if (event.type === 'result') {
      cache.setQueryData<Result>(keys.result(id), event.result);
    }
  });
  return useQuery({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => api.getRun({ id }, { signal }),
  });
}

/**
 * A run's result; `null` when it has none. Asked for when the run has ended: before
 * that the events bring it.
 */
export function useResult(run: Run) {
  const api = useApi(hubApiRef);
  const { id } = run;
  return useQuery<Result | null>({
    queryKey: keys.result(id),
    enabled: hasEnded(run),
    queryFn: async ({ signal }) => {
      try {
        return await api.getResult({ id }, { signal });
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  });
}

/** The inputs of an experiment's workflow, as main has them now. */
export function useExperimentInputs(name: string) {
  const api = useApi(hubApiRef);
  return useQuery({
    queryKey: keys.inputs(name),
    queryFn: ({ signal }) => api.getExperimentInputs({ name }, { signal }),
    // Somebody may just have merged another version.
    staleTime: 0,
    gcTime: 0,
  });
}

/** All experiments with their last run. */
export function useExperiments() {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  useHubEvents(TOPIC_RUNS, event => {
    if (event.type === 'open' || event.type === 'run') {
      cache.invalidateQueries({ queryKey: keys.experiments });
    }
  });
  return useQuery({
    queryKey: keys.experiments,
    queryFn: ({ signal }) => api.listExperiments({ signal }),
  });
}

/**
 * Whether an experiment is on the main branch; undefined while that is not known.
 * Asked for only when `isAsked`.
 */
export function useIsThere(name: string, isAsked: boolean) {
  const api = useApi(hubApiRef);
  const { data } = useQuery({
    queryKey: keys.experiments,
    queryFn: ({ signal }) => api.listExperiments({ signal }),
    enabled: isAsked,
  });
  return isAsked ? data?.items?.some(one => one.name === name) : undefined;
}

/** Whether the API said that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === NotFoundError.name ||
      ('statusCode' in error && error.statusCode === 404))
  );
}
