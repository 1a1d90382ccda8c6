import { repositoryPath } from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { HubConfig } from '../config';
import { ForgeClient } from './ForgeClient';
import * as shapes from './shapes';
import {
  ForgeAnnotation,
  ForgeChange,
  ForgeCheckRun,
  ForgeChecks,
  ForgeEntry,
  ForgeFile,
  ForgePull,
  ForgePullDetails,
  ForgeStatus,
} from './shapes';

/** Pull requests that are looked at. */
const MAX_PULLS = 50;

/** Whoever acts on the answer wants it asked for now. */
interface Freshness {
  fresh?: boolean;
}

/** What the portal asks of the repository at GitHub or the local forge. */
export class ForgeApi {
  constructor(
    private readonly client: ForgeClient,
    private readonly config: Partial<Pick<HubConfig, 'branch'>> = {},
  ) {}

  /** Open pull requests, as many as one page holds. */
  openPulls(signal: AbortSignal): Promise<ForgePull[]> {
    return this.client.get(
      {
        path: `/pulls?state=open&per_page=${MAX_PULLS}`,
        schema: z.array(shapes.pull),
        what: 'list of pull requests',
      },
      signal,
    );
  }

  /** One pull request; null when there is none of that number. */
  pull(
    number: number,
    signal: AbortSignal,
    { fresh }: Freshness = {},
  ): Promise<ForgePullDetails | null> {
    return this.client.get(
      {
        path: `/pulls/${number}`,
        schema: shapes.pullDetails.nullable(),
        what: 'pull request',
        or: null,
        fresh,
      },
      signal,
    );
  }

  /** The pull requests that were closed last, merged or not. */
  closedPulls(signal: AbortSignal): Promise<ForgePullDetails[]> {
    return this.client.get(
      {
        path: `/pulls?state=closed&sort=updated&direction=desc&per_page=${MAX_PULLS}`,
        schema: z.array(shapes.pullDetails),
        what: 'list of pull requests',
      },
      signal,
    );
  }

  /** The files that a pull request changes at its commit. */
  changes(
    { number, head }: Pick<ForgePull, 'number' | 'head'>,
    signal: AbortSignal,
  ): Promise<ForgeChange[]> {
    return this.client.get(
      {
        path: `/pulls/${number}/files?per_page=100`,
        of: head.sha,
        schema: shapes.changes,
        what: `list of files of pull request #${number}`,
      },
      signal,
    );
  }

  /** The last commit of the main branch. */
  async head(signal: AbortSignal, { fresh }: Freshness = {}): Promise<string> {
    const { branch = 'main' } = this.config;
    const { sha } = await this.client.get(
      {
        path: `/commits/${encodeURIComponent(branch)}/status`,
        schema: shapes.commit,
        what: 'commit',
        fresh,
      },
      signal,
    );
    return sha;
  }

  /** What is in a folder of the main branch; nothing when there is none. */
  folder(path: string, signal: AbortSignal): Promise<ForgeEntry[]> {
    const { branch = 'main' } = this.config;
    return this.client.get(
      {
        path: `/contents/${repositoryPath(path)}?ref=${encodeURIComponent(
          branch,
        )}`,
        schema: shapes.folder,
        what: `folder ${path}`,
        or: [],
      },
      signal,
    );
  }

  /** What is in a folder at a commit; nothing when there is none. */
  entries(
    path: string,
    commit: string,
    signal: AbortSignal,
  ): Promise<ForgeEntry[]> {
    return this.client.get(
      {
        path: `/contents/${repositoryPath(path)}?ref=${commit}`,
        of: commit,
        schema: shapes.folder,
        what: `folder ${path}`,
        or: [],
      },
      signal,
    );
  }

  /** What is in a folder that was found in another one. */
  async subfolder(
    { path, sha }: ForgeEntry,
    signal: AbortSignal,
  ): Promise<ForgeEntry[]> {
    const { tree } = await this.client.get(
      {
        path: `/git/trees/${sha}`,
        of: sha,
        schema: shapes.tree,
        what: `folder ${path}`,
      },
      signal,
    );
    return tree.map(entry => ({
      type: entry.type === 'blob' ? 'file' : 'dir',
      path: `${path}/${entry.path}`,
      sha: entry.sha,
    }));
  }

  /** Text of a file at a commit; null when it is not there. */
  text(
    path: string,
    commit: string,
    signal: AbortSignal,
  ): Promise<string | null> {
    return this.client.get(
      {
        path: `/contents/${repositoryPath(path)}?ref=${commit}`,
        of: commit,
        schema: z.string().nullable(),
        what: `file ${path}`,
        or: null,
        raw: true,
      },
      signal,
    );
  }

  /** Text of a file by the id that Git gives to its content. */
  async blob(sha: string, signal: AbortSignal): Promise<string> {
    const { content } = await this.client.get(
      {
        path: `/git/blobs/${sha}`,
        of: sha,
        schema: shapes.blob,
        what: 'file',
      },
      signal,
    );
    return Buffer.from(content, 'base64').toString('utf8');
  }

  /** Checks of a commit, by both of GitHub's ways to have some. */
  async checks(
    sha: string,
    signal: AbortSignal,
    { fresh }: Freshness = {},
  ): Promise<ForgeChecks> {
    const at = `/commits/${sha}`;
    const [statuses, { check_runs: runs }] = await Promise.all([
      this.client.get(
        {
          path: `${at}/status`,
          schema: shapes.statuses,
          what: 'status of a commit',
          fresh,
        },
        signal,
      ),
      this.client.get(
        {
          path: `${at}/check-runs`,
          schema: shapes.checkRuns,
          what: 'list of check runs',
          fresh,
        },
        signal,
      ),
    ]);
    return { statuses, runs };
  }

  /** Places that a check run names. */
  annotations(run: number, signal: AbortSignal): Promise<ForgeAnnotation[]> {
    return this.client.get(
      {
        path: `/check-runs/${run}/annotations?per_page=100`,
        schema: shapes.annotations,
        what: 'list of annotations',
      },
      signal,
    );
  }

  /** All files of a commit. */
  async files(sha: string, signal: AbortSignal): Promise<ForgeFile[]> {
    const { tree } = await this.client.get(
      {
        path: `/git/trees/${sha}?recursive=1`,
        of: sha,
        schema: shapes.tree,
        what: 'tree',
      },
      signal,
    );
    return tree.filter(({ type }) => type === 'blob');
  }

  /**
   * Makes a check run, or changes the one of this id.
   *
   * @throws ForgeRefusal with 403 where the token is no GitHub App's
   */
  async saveCheckRun(
    run: ForgeCheckRun,
    id: number | undefined,
    signal: AbortSignal,
  ): Promise<number> {
    const { name, head_sha: sha, ...change } = run;
    const answer = await (id === undefined
      ? this.client.send('POST', '/check-runs', run, signal)
      : this.client.send(
          'PATCH',
          `/check-runs/${id}`,
          { name, ...change },
          signal,
        ));
    const saved = shapes.made.parse(answer).id;
    this.checksChanged(sha, saved);
    return saved;
  }

  /** Writes a commit status; the last of its context counts. */
  async saveStatus(
    sha: string,
    status: ForgeStatus,
    signal: AbortSignal,
  ): Promise<void> {
    await this.client.send('POST', `/statuses/${sha}`, status, signal);
    this.checksChanged(sha);
  }

  /** A pull request has changed, and the lists that it is in. */
  pullChanged(number: number): void {
    const itself = `/pulls/${number}`;
    this.client.changed(
      path =>
        path === itself ||
        path.startsWith(`${itself}/`) ||
        path.startsWith('/pulls?'),
    );
  }

  /** The branch that is followed has moved. */
  branchChanged(): void {
    const { branch = 'main' } = this.config;
    const name = encodeURIComponent(branch);
    this.client.changed(
      path =>
        path === `/commits/${name}/status` || path.endsWith(`?ref=${name}`),
    );
  }

  /** Somebody has said something of a commit, by this check run if by one. */
  checksChanged(sha: string, run?: number): void {
    this.client.changed(
      path =>
        path.startsWith(`/commits/${sha}/`) ||
        path.startsWith(`/check-runs/${run}/`),
    );
  }
}
