import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { useCallback } from 'react';

/** An entity of the catalog by its display name, as a link to its page. */
export const EntityLink = ({
  entityRef,
  defaultKind,
}: {
  entityRef: string;
  defaultKind: string;
}) => {
  const route = useRouteRef(entityRouteRef);
  const { primaryTitle } = useEntityPresentation(entityRef, { defaultKind });
  const { kind, namespace, name } = parseEntityRef(entityRef, { defaultKind });
  const href = route?.({
    kind: kind.toLowerCase(),
    namespace: namespace.toLowerCase(),
    name,
  });
  return href ? <Link href={href}>{primaryTitle}</Link> : <>{primaryTitle}</>;
};

/** Path of an entity's page in the catalog, by its full ref. */
export const useEntityHref = () => {
  const route = useRouteRef(entityRouteRef);
  return useCallback(
    (ref: string) => {
      const { kind, namespace, name } = parseEntityRef(ref);
      return route?.({
        kind: kind.toLowerCase(),
        namespace: namespace.toLowerCase(),
        name,
      });
    },
    [route],
  );
};

/** Path of an experiment's page in the catalog. */
export const useExperimentHref = () => {
  const route = useRouteRef(entityRouteRef);
  return useCallback(
    (name: string) =>
      route?.({ kind: 'component', namespace: 'default', name }),
    [route],
  );
};
