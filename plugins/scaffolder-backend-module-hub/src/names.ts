import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { FindEntity } from './experiment/checkOwnership';

/** What people call an entity: its display name, else its title, else its name. */
export function nameOf(entity: Entity | undefined, ref: string): string {
  const profile = entity?.spec?.profile as { displayName?: string } | undefined;
  return (
    profile?.displayName ??
    entity?.metadata.title ??
    parseEntityRef(ref, { defaultKind: 'Group', defaultNamespace: 'default' })
      .name
  );
}

/** The same for a ref of the catalog. */
export const findName = async (ref: string, findEntity: FindEntity) =>
  nameOf(await findEntity(ref), ref);
