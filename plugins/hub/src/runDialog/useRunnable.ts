import { useApi } from '@backstage/frontend-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type Experiment,
  hubRunCreatePermission,
} from '@illm-lab/plugin-hub-common';
import { useQuery } from '@tanstack/react-query';
import { useExperiments } from '../state/queries';

/** The experiments that the reader may run; undefined until that is known. */
export function useRunnable() {
  const permissions = useApi(permissionApiRef);
  const { data, error, refetch } = useExperiments();
  const names = data?.items.map(({ name }) => name);
  const allowed = useQuery({
    queryKey: ['hub', 'runnable', names],
    enabled: names !== undefined,
    queryFn: async () =>
      // Asked at once they are one request.
      Promise.all(
        (names ?? []).map(resourceRef =>
          permissions.authorize({
            permission: hubRunCreatePermission,
            resourceRef,
          }),
        ),
      ),
  });
  const items: Experiment[] | undefined =
    allowed.data &&
    data?.items.filter(
      (_, at) => allowed.data[at]?.result === AuthorizeResult.ALLOW,
    );
  return {
    /** Whether there are any at all. */
    any: Boolean(data?.items.length),
    items,
    error: error ?? allowed.error,
    refetch: () => Promise.all([refetch(), allowed.refetch()]),
  };
}
