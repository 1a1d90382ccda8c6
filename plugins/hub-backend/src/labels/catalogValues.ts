import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CATALOG_COST_LABELS } from '@illm-lab/plugin-hub-common';

/** Names that the catalog has for each cost label that names a Group. */
export type CatalogLabelValues = Record<
  keyof typeof CATALOG_COST_LABELS,
  string[]
>;

/** The values that cost labels may have by the catalog, sorted; none while it has not been read. */
export async function catalogLabelValues(deps: {
  catalog: Pick<CatalogService, 'getEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
}): Promise<CatalogLabelValues> {
  const credentials = await deps.auth.getOwnServiceCredentials();
  const entries = await Promise.all(
    Object.entries(CATALOG_COST_LABELS).map(async ([label, type]) => {
      const { items } = await deps.catalog.getEntities(
        {
          filter: { kind: 'Group', 'spec.type': type },
          fields: ['metadata.name'],
        },
        { credentials },
      );
      return [label, items.map(({ metadata }) => metadata.name).sort()];
    }),
  );
  return Object.fromEntries(entries);
}
