import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  HUB_PLUGIN_ID,
  HubApi,
  HubClient,
  hubRunReadPermission,
  Run,
} from '@illm-lab/plugin-hub-common';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import { Readable } from 'node:stream';

/** Type of the documents, and so the name of their index. */
export const RUN_DOCUMENT_TYPE = 'hub-runs';
/** Runs that are asked for at once; the API's largest page. */
const PAGE = 100;

/** A run as the search has it; the fields beside the text can be filtered by. */
export interface RunDocument extends IndexableDocument {
  experiment: string;
  state: string;
  /** When it was created, RFC 3339. */
  createdAt: string;
}

/** A run in words, so that it is found by what one remembers of it. */
export function runDocument(run: Run): RunDocument {
  const inputs = Object.entries(run.parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`);
  return {
    title: `${run.experiment} #${run.number}`,
    text: [
      run.message,
      run.requestedBy && `by ${run.requestedBy.split('/').pop()}`,
      run.commit && `commit ${run.commit.slice(0, 7)}`,
      ...inputs,
      run.id,
    ]
      .filter(Boolean)
      .join(' · '),
    location: `/runs/${encodeURIComponent(run.id)}`,
    experiment: run.experiment,
    state: run.state,
    createdAt: run.createdAt,
  };
}

/** The newest runs of all experiments for Backstage's search. */
export class RunCollatorFactory implements DocumentCollatorFactory {
  readonly type = RUN_DOCUMENT_TYPE;
  readonly visibilityPermission = hubRunReadPermission;
  private readonly hub: Pick<HubApi, 'listRuns'>;

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      /** Runs that can be found at most. */
      limit: number;
    },
  ) {
    this.hub = new HubClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<RunDocument> {
    const { auth, limit } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: HUB_PLUGIN_ID,
    });
    let left = limit;
    let cursor: string | undefined;
    do {
      const page = await this.hub.listRuns(
        { limit: Math.min(left, PAGE), cursor },
        { token },
      );
      yield* page.items.map(runDocument);
      left -= page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== undefined && left > 0);
  }
}
