import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Entity refs that the signed-in person acts as: the person and the teams. */
export function useOwnRefs() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['hub', 'own-refs'],
    queryFn: async () =>
      (await identity.getBackstageIdentity()).ownershipEntityRefs,
    staleTime: Infinity,
  });
}
