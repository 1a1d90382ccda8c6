import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { COST_LABEL_VALUES } from '@illm-lab/plugin-hub-common';
import { HttpStatusError } from '../kube/httpRequest';
import { KubeConnection } from '../kube/KubeConnection';
import { ConfigMap } from '../kube/types';
import { catalogLabelValues } from './catalogValues';

const { namespace, name } = COST_LABEL_VALUES;
const PATH = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
const FIELD_MANAGER = 'illm-lab-portal';

type Values = Record<string, string>;

/**
 * Keeps the values that cost labels may have, which the label policy reads, in
 * step with the catalog: the names of its teams and cost centers.
 */
export class CostLabelValues {
  private complaint?: string;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntities'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
      connection: Pick<KubeConnection, 'get' | 'apply'>;
      logger: Pick<LoggerService, 'info' | 'warn'>;
    },
  ) {}

  /** Writes what has changed. Safe to repeat; what fails is tried next time. */
  async reconcile(): Promise<void> {
    const { connection, logger } = this.options;
    try {
      const wanted = await this.wanted();
      // A catalog without a single team has not been read yet.
      if (Object.values(wanted).includes('')) return;
      const { data } = await connection.get<ConfigMap>(PATH);
      const differs = Object.entries(wanted).some(
        ([label, values]) => data?.[label] !== values,
      );
      if (differs) {
        await connection.apply(PATH, FIELD_MANAGER, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { namespace, name },
          data: wanted,
        });
        logger.info(`Cost labels can be: ${JSON.stringify(wanted)}`);
      }
      this.complaint = undefined;
    } catch (error) {
      this.complain(error as Error);
    }
  }

  private async wanted(): Promise<Values> {
    const values = await catalogLabelValues(this.options);
    return Object.fromEntries(
      Object.entries(values).map(([label, names]) => [label, names.join(',')]),
    );
  }

  /** Once per reason: it is tried again every minute. */
  private complain(error: Error): void {
    // The hub has no policy, or Argo CD has not made it yet.
    if (error instanceof HttpStatusError && error.status === 404) return;
    if (error.message === this.complaint) return;
    this.complaint = error.message;
    this.options.logger.warn(
      `The label policy doesn't know the catalog's teams: ${error.message}`,
    );
  }
}
