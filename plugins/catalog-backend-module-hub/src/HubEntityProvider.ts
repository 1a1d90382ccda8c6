import {
  LoggerService,
  SchedulerServiceTaskRunner,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
  locationSpecToLocationEntity,
} from '@backstage/plugin-catalog-node';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { ANNOTATION_COMMIT } from '@illm-lab/plugin-hub-common';
import { RepositoryConfig } from './config';
import { isPushTo } from './isPushTo';
import { readRepository } from './readRepository';

/** Pause between two tries while the repository can't be read, in ms. */
const RETRY_MS = 1_000;
/** How long a push is pursued; after that the schedule takes over, in ms. */
const PUSH_PATIENCE_MS = 60_000;

/** What the provider needs. */
export type HubEntityProviderOptions = {
  repository: RepositoryConfig;
  events: EventsService;
  logger: LoggerService;
  urlReader: UrlReaderService;
  /** Runs the full comparison at the start and as a safety net. */
  schedule: SchedulerServiceTaskRunner;
  /** For tests: the pause between two tries, in ms. */
  retryMs?: number;
};

/**
 * Keeps one Location in the catalog for each file of the repository that
 * describes entities. What is gone from the repository goes from the catalog.
 *
 * Each Location carries the commit, so a new commit makes the catalog read the
 * files at once instead of at the next round; unchanged files answer by ETag.
 * A broken file is an error of its own Location and leaves the others alone.
 */
export class HubEntityProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  private running?: Promise<void>;
  private again = false;
  private lastFault?: string;

  constructor(private readonly options: HubEntityProviderOptions) {}

  /** Stable: the catalog's database relates entities to this name. */
  getProviderName(): string {
    return 'hub-repository';
  }

  /** Starts to follow the repository; returns before it was first read. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    const { events, schedule } = this.options;
    await events.subscribe({
      id: this.getProviderName(),
      topics: ['github.push'],
      onEvent: event => this.onPush(event),
    });
    await schedule.run({
      id: `${this.getProviderName()}:refresh`,
      fn: signal => this.refreshUntilRead(signal),
    });
  }

  private async onPush(event: EventParams): Promise<void> {
    if (isPushTo(this.options.repository, event.eventPayload)) {
      // The webhook is answered meanwhile; it reports its own faults.
      void this.refreshUntilRead(AbortSignal.timeout(PUSH_PATIENCE_MS));
    }
  }

  /** The forge may start after the portal, and people must be known soon. */
  private async refreshUntilRead(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.refresh();
        return;
      } catch (error) {
        this.reportFault(stringifyError(error));
        await new Promise(resolve =>
          setTimeout(resolve, this.options.retryMs ?? RETRY_MS),
        );
      }
    }
  }

  /** One reader at a time; a push in the meantime makes it read once more. */
  private refresh(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = (async () => {
      try {
        do {
          this.again = false;
          await this.read();
        } while (this.again);
      } finally {
        this.running = undefined;
      }
    })();
    return this.running;
  }

  private async read(): Promise<void> {
    const { repository, urlReader, logger } = this.options;
    const { commit, targets } = await readRepository(urlReader, repository);
    await this.connection?.applyMutation({
      type: 'full',
      entities: targets.map(target => {
        const entity = locationSpecToLocationEntity({
          location: { type: 'url', target },
        });
        entity.metadata.annotations = {
          ...entity.metadata.annotations,
          [ANNOTATION_COMMIT]: commit,
        };
        return { entity, locationKey: this.getProviderName() };
      }),
    });
    if (this.lastFault) {
      logger.info(`${repository.url} can be read again`);
      this.lastFault = undefined;
    }
    logger.debug(`${targets.length} entity files at ${commit}`);
  }

  private reportFault(fault: string) {
    if (fault !== this.lastFault) {
      this.lastFault = fault;
      const { logger, repository } = this.options;
      logger.warn(
        `${repository.url} can't be read, the catalog stays as it was: ${fault}`,
      );
    }
  }
}
