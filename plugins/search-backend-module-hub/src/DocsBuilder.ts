import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';

const TECHDOCS = 'techdocs';
const HAS_DOCS = 'metadata.annotations.backstage.io/techdocs-ref';

/**
 * Has TechDocs bring all docs up to date. By itself it builds a page when someone
 * opens it, and what nobody has opened yet could not be found by the search.
 */
export class DocsBuilder {
  private readonly faults = new Map<string, string>();

  constructor(
    private readonly options: {
      auth: AuthService;
      catalog: CatalogService;
      discovery: DiscoveryService;
      logger: LoggerService;
    },
  ) {}

  /** Goes through all entities that have docs, one after the other. */
  async run(signal: AbortSignal): Promise<void> {
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntities(
      {
        filter: { [HAS_DOCS]: CATALOG_FILTER_EXISTS },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for (const entity of items) {
      if (signal.aborted) return;
      this.report(
        stringifyEntityRef(entity),
        await this.build(entity, signal).catch((error: Error) => error.message),
      );
    }
  }

  /** Builds the docs of one entity; says what went wrong, if anything. */
  private async build(
    { kind, metadata }: Entity,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { auth, discovery } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: TECHDOCS,
    });
    const path = [metadata.namespace ?? 'default', kind, metadata.name]
      .map(part => encodeURIComponent(part.toLowerCase()))
      .join('/');
    const response = await fetch(
      `${await discovery.getBaseUrl(TECHDOCS)}/sync/${path}`,
      {
        signal,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
        },
      },
    );
    // The answer is a stream that ends when the docs are built.
    const text = await response.text();
    if (!response.ok) return `TechDocs answered ${response.status}`;
    return /^event: error\ndata: (.*)$/m.exec(text)?.[1];
  }

  /** Once for each fault, since the next round is only minutes away. */
  private report(ref: string, fault: string | undefined) {
    if (fault && this.faults.get(ref) !== fault) {
      this.options.logger.warn(
        `Docs of ${ref} can't be built, so the search lacks them: ${fault}`,
      );
    }
    if (fault) this.faults.set(ref, fault);
    else this.faults.delete(ref);
  }
}
