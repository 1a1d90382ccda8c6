import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { hubApiRef } from '../api/hubApi';

/** The hosts that load may be put on; neither while they are asked for. */
export type TargetHosts = { allowed?: string[]; error?: string };

/** Asks the hub which hosts load may be put on, once it matters. */
export function useTargetHosts(isWanted: boolean): TargetHosts {
  const api = useApi(hubApiRef);
  const [hosts, setHosts] = useState<TargetHosts>({});
  useEffect(() => {
    if (!isWanted) return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    api.getTargetHosts({ signal }).then(
      ({ allowed }) => signal.aborted || setHosts({ allowed }),
      error => signal.aborted || setHosts({ error: error.message }),
    );
    return () => aborter.abort();
  }, [api, isWanted]);
  return hosts;
}
