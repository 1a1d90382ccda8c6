import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_MONTHLY_BUDGET } from '@illm-lab/plugin-hub-common';
import { CostCenter } from './budgets';

/** The catalog's cost centers with their budgets. */
export class CostCenters {
  private readonly complained = new Set<string>();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
  ) {}

  /** By name. */
  async list(): Promise<CostCenter[]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Group', 'spec.type': 'cost-center' },
        fields: ['kind', 'metadata', 'spec.profile'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items
      .map(entity => this.toCostCenter(entity))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  private toCostCenter(entity: Entity): CostCenter {
    const { name, title = name } = entity.metadata;
    const budget = this.budgetOf(entity);
    return {
      entityRef: stringifyEntityRef(entity),
      name,
      title,
      ...(budget !== undefined && { budget }),
    };
  }

  private budgetOf({ metadata }: Entity): number | undefined {
    const text = metadata.annotations?.[ANNOTATION_MONTHLY_BUDGET];
    if (text === undefined) return undefined;
    const amount = Number(text);
    if (text.trim() !== '' && Number.isFinite(amount) && amount >= 0) {
      return amount;
    }
    const complaint = `Group ${metadata.name}: annotation ${ANNOTATION_MONTHLY_BUDGET} is “${text}”, which is no amount. Write a number, such as '40'.`;
    if (!this.complained.has(complaint)) {
      this.complained.add(complaint);
      this.options.logger.warn(complaint);
    }
    return undefined;
  }
}
