import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceRevision } from '@illm-lab/plugin-hub-common';
import { ApplicationSource, sourceIndexOf, sourceOf } from './application';
import { RevisionMetadata } from './argocdAnswers';
import { ArgocdServer } from './ArgocdServer';

const COMMIT = /^[0-9a-f]{40}$/;
/** `Merge pull request #12 from …`, and `… (#12)` as a squash writes it. */
const PULL_REQUEST = /^Merge pull request #(\d+)|\(#(\d+)\)$/;
const MAX_KNOWN = 1_000;
/** Milliseconds until what could not be read is asked for again. */
const PATIENCE = 30_000;

interface Wanted {
  service: string;
  /** Of the source, where there are several. */
  index?: number;
}

/**
 * Tells whose commit a revision is. It answers at once with what it knows, and
 * learns the rest in the background, one commit at a time.
 */
export class RevisionReader {
  private readonly known = new Map<string, RevisionMetadata>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly failed = new Map<string, number>();
  private busy = false;

  constructor(
    private readonly options: {
      server?: ArgocdServer;
      logger: LoggerService;
      /** The hub's own repository, as Argo CD clones it and as people see it. */
      cloneUrl: string;
      repository: string;
      onChange(service: string): void;
    },
  ) {}

  /** What is known of a revision of a service. */
  read(
    service: string,
    revision: string,
    sources: { source?: ApplicationSource; sources?: ApplicationSource[] },
  ): ServiceRevision {
    const source = sourceOf(sources);
    const metadata = this.known.get(revision);
    if (!metadata && COMMIT.test(revision)) {
      this.want(revision, {
        service,
        index: sources.source ? undefined : sourceIndexOf(sources),
      });
    }
    const pages = source && this.pagesOf(source);
    const isCommit = COMMIT.test(revision);
    const title = metadata?.message?.trim().split('\n')[0] ?? null;
    const [, merged, squashed] = title?.match(PULL_REQUEST) ?? [];
    const number = merged ?? squashed;
    return {
      id: revision,
      author: metadata?.author?.replace(/\s*<.*>$/, '') || null,
      date: metadata?.date ?? null,
      message: title,
      url: isCommit && pages ? `${pages}/commit/${revision}` : null,
      pullRequest:
        number && pages
          ? { number: Number(number), url: `${pages}/pull/${number}` }
          : null,
    };
  }

  /** Where people see a source's repository; undefined for a chart's. */
  pagesOf({ repoURL, chart }: ApplicationSource): string | undefined {
    if (repoURL === this.options.cloneUrl) {
      return this.options.repository;
    }
    const url = repoURL.replace(/\.git$/, '');
    return chart || !/^https?:\/\//.test(url) ? undefined : url;
  }

  private want(revision: string, asked: Wanted): void {
    const { server } = this.options;
    const failed = this.failed.get(revision);
    if (!server || (failed && Date.now() - failed < PATIENCE)) {
      return;
    }
    this.wanted.set(revision, asked);
    if (!this.busy) {
      void this.work(server);
    }
  }

  private async work(server: ArgocdServer): Promise<void> {
    this.busy = true;
    for (const [revision, { service, index }] of this.wanted) {
      try {
        this.keep(revision, await server.revision(service, revision, index));
      } catch (error) {
        this.failed.set(revision, Date.now());
        this.options.logger.debug(
          `Nothing known of revision ${revision}: ${(error as Error).message}`,
        );
      }
      this.wanted.delete(revision);
      this.options.onChange(service);
    }
    this.busy = false;
  }

  private keep(revision: string, metadata: RevisionMetadata): void {
    this.failed.delete(revision);
    this.known.set(revision, metadata);
    if (this.known.size > MAX_KNOWN) {
      const [oldest] = this.known.keys();
      this.known.delete(oldest);
    }
  }
}
