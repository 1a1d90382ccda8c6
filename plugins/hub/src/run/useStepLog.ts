import { useApi } from '@backstage/frontend-plugin-api';
import { logTopic, type Stage } from '@illm-lab/plugin-hub-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hubApiRef } from '../api/hubApi';
import { useHubEvents } from '../state/useHubEvents';
import { appendLog } from './logText';

/** What a step has written; grows while it is at work. */
export function useStepLog(run: string, step: Stage) {
  const api = useApi(hubApiRef);
  const cache = useQueryClient();
  const queryKey = ['hub', 'log', run, step.id];
  const ended = Boolean(step.finishedAt);
  const fetchAgain = () => cache.invalidateQueries({ queryKey });

  const query = useQuery<string>({
    queryKey,
    queryFn: ({ signal }) =>
      api.getLogs({ id: run, stepId: step.id }, { signal }),
    enabled: step.hasLogs,
  });

  useHubEvents(
    step.hasLogs && !ended ? logTopic(run, step.id) : undefined,
    event => {
      if (event.type === 'open') fetchAgain();
      if (event.type !== 'log') return;
      const known = cache.getQueryData<string>(queryKey);
      if (known === undefined) return;
      const grown = appendLog(known, event.offset, event.text);
      if (grown === undefined) fetchAgain();
      else cache.setQueryData(queryKey, grown);
    },
  );

  // Its last words, even if no event brought them.
  const wasLive = useRef(!ended);
  useEffect(() => {
    if (ended && wasLive.current) fetchAgain();
    wasLive.current = !ended;
  });

  return { text: query.data, error: query.error, reload: query.refetch };
}
