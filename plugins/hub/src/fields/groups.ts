import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { RELATION_CHILD_OF } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  type CatalogApi,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import {
  CATALOG_TYPE_COST_CENTER,
  CATALOG_TYPE_TEAM,
} from '@illm-lab/plugin-hub-common';
import { useQuery } from '@tanstack/react-query';
import { type Choice } from './ChoiceField';

/** A team or a cost center as fields offer it. */
export interface GroupChoice extends Choice {
  description?: string;
  type: string;
  /** Refs of the groups that it is a part of; of a team those that pay for it. */
  parents: string[];
}

const toChoice = (entity: Entity): GroupChoice => ({
  entityRef: stringifyEntityRef(entity),
  label:
    (entity.spec?.profile as { displayName?: string } | undefined)
      ?.displayName ??
    entity.metadata.title ??
    entity.metadata.name,
  description: entity.metadata.description,
  type: String(entity.spec?.type),
  parents: (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_CHILD_OF)
    .map(({ targetRef }) => targetRef),
});

/** All teams and cost centers that the person may see, by name. */
export async function readGroups(catalog: CatalogApi): Promise<GroupChoice[]> {
  const { items } = await catalog.getEntities({
    filter: {
      kind: 'Group',
      'spec.type': [CATALOG_TYPE_TEAM, CATALOG_TYPE_COST_CENTER],
    },
    fields: ['kind', 'metadata', 'spec', 'relations'],
  });
  return items.map(toChoice).sort((a, b) => a.label.localeCompare(b.label));
}

/** {@link readGroups}, once for all fields of a form. */
export function useGroups() {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['hub', 'groups'],
    queryFn: () => readGroups(catalog),
    staleTime: 60_000,
  });
}

/** The cost centers that pay for a team: its parents of that type. */
export function payersOf(
  groups: GroupChoice[],
  teamRef?: string,
): GroupChoice[] {
  const parents = groups.find(one => one.entityRef === teamRef)?.parents ?? [];
  return groups.filter(
    ({ type, entityRef }) =>
      type === CATALOG_TYPE_COST_CENTER && parents.includes(entityRef),
  );
}
