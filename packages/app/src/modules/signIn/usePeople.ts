import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import { HubClient, type Person } from '@illm-lab/plugin-hub-common';
import { useCallback, useEffect, useState } from 'react';

/**
 * The catalog's people, who can be asked for before anybody is signed in.
 *
 * @param asked - false where the hub does not tell them: they aren't asked for
 */
export function usePeople(asked = true): {
  people?: Person[];
  error?: Error;
  reload: () => void;
} {
  const discoveryApi = useApi(discoveryApiRef);
  const [attempt, setAttempt] = useState(0);
  const [people, setPeople] = useState<Person[]>();
  const [error, setError] = useState<Error>();

  useEffect(() => {
    if (!asked) return undefined;
    const aborter = new AbortController();
    // A bare fetch: the app's own would wait for the identity that is picked here.
    const client = new HubClient({
      discoveryApi,
      fetchApi: { fetch: (...request) => window.fetch(...request) },
    });
    client.listPeople({ signal: aborter.signal }).then(
      found => {
        setPeople(found.items);
        setError(undefined);
      },
      cause => {
        if (!aborter.signal.aborted) setError(cause);
      },
    );
    return () => aborter.abort();
  }, [discoveryApi, attempt, asked]);

  const reload = useCallback(() => {
    setError(undefined);
    setAttempt(n => n + 1);
  }, []);
  return { people, error, reload };
}
