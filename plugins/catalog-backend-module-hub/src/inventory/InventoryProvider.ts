import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { HubInventory, InventoryArea } from '@illm-lab/plugin-hub-node';
import { RepositoryConfig } from '../config';
import { entitiesOf } from './entities';

/** Changes that come closer together than this are one mutation. */
const GATHER_MS = 500;
/** Pause before what failed is tried again. */
const RETRY_MS = 5_000;

/** What the provider needs. */
export interface InventoryProviderOptions {
  area: InventoryArea;
  inventory: HubInventory;
  logger: LoggerService;
  /** Where the docs of services are. */
  repository?: RepositoryConfig;
  /** For tests: the pauses, in ms. */
  gatherMs?: number;
  retryMs?: number;
}

/**
 * Keeps what the hub has of one kind in the catalog. The first time it is known
 * everything is compared with what the catalog kept from before; after that only
 * what changed is written. While the hub does not answer, nothing is known to be
 * gone, and the catalog stays as it is.
 */
export class InventoryProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  private written?: Map<string, { entity: Entity; text: string }>;
  private timer?: NodeJS.Timeout;
  private writing = false;
  private again = false;

  constructor(private readonly options: InventoryProviderOptions) {}

  /** Stable: the catalog's database relates entities to this name. */
  getProviderName(): string {
    return `hub-${this.options.area}`;
  }

  /** Starts to follow the inventory; what is known already comes first. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    const { area, inventory } = this.options;
    inventory.subscribe(changed => {
      if (changed === area) this.writeSoon();
    });
    if (inventory.get(area)) this.writeSoon();
  }

  private writeSoon(delay = this.options.gatherMs ?? GATHER_MS) {
    if (this.writing) {
      this.again = true;
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.writeAll();
    }, delay).unref();
  }

  private async writeAll() {
    this.writing = true;
    this.again = false;
    let delay: number | undefined;
    try {
      await this.write();
    } catch (error) {
      this.again = true;
      delay = this.options.retryMs ?? RETRY_MS;
      this.options.logger.warn(
        `The hub's ${
          this.options.area
        } could not be written to the catalog, which is tried again: ${stringifyError(
          error,
        )}`,
      );
    }
    this.writing = false;
    if (this.again) this.writeSoon(delay);
  }

  private async write() {
    const { area, inventory, repository } = this.options;
    const items = inventory.get(area);
    if (!items) return;
    const wanted = new Map(
      entitiesOf(area, items, repository).map(entity => [
        stringifyEntityRef(entity),
        { entity, text: JSON.stringify(entity) },
      ]),
    );
    const before = this.written;
    const deferred = ({ entity }: { entity: Entity }) => ({
      entity,
      locationKey: this.getProviderName(),
    });
    if (!before) {
      await this.connection?.applyMutation({
        type: 'full',
        entities: [...wanted.values()].map(deferred),
      });
    } else {
      const added = [...wanted].filter(
        ([ref, { text }]) => before.get(ref)?.text !== text,
      );
      const removed = [...before].filter(([ref]) => !wanted.has(ref));
      if (added.length > 0 || removed.length > 0) {
        await this.connection?.applyMutation({
          type: 'delta',
          added: added.map(([, one]) => deferred(one)),
          removed: removed.map(([, one]) => deferred(one)),
        });
      }
    }
    this.written = wanted;
  }
}
