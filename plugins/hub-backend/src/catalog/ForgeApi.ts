import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { repositoryPath } from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { HubConfig } from '../config';

/** Pull requests that are looked at. */
const MAX_PULLS = 50;
const NOT_FOUND = 404;

const pull = z.object({
  number: z.number(),
  title: z.string(),
  html_url: z.string().url(),
  draft: z.boolean().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  user: z.object({ login: z.string() }).nullish(),
  head: z.object({ sha: z.string() }),
});
const details = pull.extend({
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
});
const files = z.array(
  z.object({
    filename: z.string(),
    status: z.string().nullish(),
    sha: z.string().nullish(),
  }),
);
const folder = z.array(
  z.object({ type: z.string(), path: z.string(), sha: z.string() }),
);
const blob = z.object({ content: z.string(), encoding: z.literal('base64') });
const statuses = z.object({
  state: z.string(),
  total_count: z.number(),
  statuses: z
    .array(
      z.object({
        context: z.string(),
        state: z.string(),
        description: z.string().nullish(),
        target_url: z.string().nullish(),
      }),
    )
    .nullish(),
});
const checkRuns = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullish(),
      details_url: z.string().nullish(),
      output: z
        .object({
          title: z.string().nullish(),
          annotations_count: z.number().nullish(),
        })
        .nullish(),
    }),
  ),
});
const annotations = z.array(
  z.object({
    path: z.string(),
    start_line: z.number(),
    message: z.string(),
  }),
);
const tree = z.object({
  truncated: z.boolean().nullish(),
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string() }),
  ),
});
const made = z.object({ id: z.number() });

/** A pull request as GitHub's API has it. */
export type ForgePull = z.infer<typeof pull>;

/** A pull request, open or not. */
export type ForgePullDetails = z.infer<typeof details>;

/** A file that a pull request changes. */
export type ForgeChange = z.infer<typeof files>[number];

/** A file or folder in a folder. */
export type ForgeEntry = z.infer<typeof folder>[number];

/** A place in a file that a check run speaks of. */
export type ForgeAnnotation = z.infer<typeof annotations>[number];

/** A file of a commit by the id that Git gives to its content. */
export type ForgeFile = z.infer<typeof tree>['tree'][number];

/** What a check run says, in GitHub's words. */
export interface ForgeCheckRun {
  name: string;
  head_sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion?: 'success' | 'failure' | 'neutral';
  details_url?: string;
  output?: {
    title: string;
    summary: string;
    annotations?: {
      path: string;
      start_line: number;
      end_line: number;
      annotation_level: 'failure';
      message: string;
    }[];
  };
}

/** What a commit status says, in GitHub's words. */
export interface ForgeStatus {
  context: string;
  state: 'pending' | 'success' | 'failure';
  description: string;
  target_url: string;
}

/** How a commit's checks stand: commit statuses and, beside them, check runs. */
export interface ForgeChecks {
  statuses: z.infer<typeof statuses>;
  runs: z.infer<typeof checkRuns>['check_runs'];
}

/** The forge would not take what was written. */
export class ForgeRefusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'ForgeRefusal';
  }
}

/**
 * What the portal asks of the repository at GitHub or the local forge, with the
 * integration's token. Every answer is checked before it is used; errors name
 * the host.
 */
export class ForgeApi {
  constructor(
    private readonly options: {
      config: Pick<HubConfig, 'repository'> &
        Partial<Pick<HubConfig, 'branch'>>;
      integrations: ScmIntegrations;
    },
  ) {}

  /** Open pull requests, as many as one page holds. */
  async openPulls(signal: AbortSignal): Promise<ForgePull[]> {
    return this.read(
      `/pulls?state=open&per_page=${MAX_PULLS}`,
      { schema: z.array(pull), what: 'list of pull requests' },
      signal,
    );
  }

  /** One pull request; null when there is none of that number. */
  async pull(
    number: number,
    signal: AbortSignal,
  ): Promise<ForgePullDetails | null> {
    return this.read(
      `/pulls/${number}`,
      { schema: details.nullable(), what: 'pull request', or: null },
      signal,
    );
  }

  /** The pull requests that were closed last, merged or not. */
  async closedPulls(signal: AbortSignal): Promise<ForgePullDetails[]> {
    return this.read(
      `/pulls?state=closed&sort=updated&direction=desc&per_page=${MAX_PULLS}`,
      { schema: z.array(details), what: 'list of pull requests' },
      signal,
    );
  }

  /** Paths of the files that a pull request changes. */
  async changedFiles(number: number, signal: AbortSignal): Promise<string[]> {
    const list = await this.changes(number, signal);
    return list.map(({ filename }) => filename);
  }

  /** The files that a pull request changes. */
  async changes(number: number, signal: AbortSignal): Promise<ForgeChange[]> {
    return this.read(
      `/pulls/${number}/files?per_page=100`,
      { schema: files, what: `list of files of pull request #${number}` },
      signal,
    );
  }

  /** What is in a folder of the main branch; nothing when there is none. */
  async folder(path: string, signal: AbortSignal): Promise<ForgeEntry[]> {
    const { branch = 'main' } = this.options.config;
    return this.read(
      `/contents/${repositoryPath(path)}?ref=${encodeURIComponent(branch)}`,
      { schema: folder, what: `folder ${path}`, or: [] },
      signal,
    );
  }

  /** Text of a file by the id that Git gives to its content. */
  async blob(sha: string, signal: AbortSignal): Promise<string> {
    const { content } = await this.read(
      `/git/blobs/${sha}`,
      { schema: blob, what: 'file' },
      signal,
    );
    return Buffer.from(content, 'base64').toString('utf8');
  }

  /** Checks of a commit, by both of GitHub's ways to have some. */
  async checks(sha: string, signal: AbortSignal): Promise<ForgeChecks> {
    const at = `/commits/${sha}`;
    const [status, runs] = await Promise.all([
      this.read(
        `${at}/status`,
        { schema: statuses, what: 'status of a commit' },
        signal,
      ),
      this.read(
        `${at}/check-runs`,
        { schema: checkRuns, what: 'list of check runs' },
        signal,
      ),
    ]);
    return { statuses: status, runs: runs.check_runs };
  }

  /** Places that a check run names. */
  async annotations(
    run: number,
    signal: AbortSignal,
  ): Promise<ForgeAnnotation[]> {
    return this.read(
      `/check-runs/${run}/annotations?per_page=100`,
      { schema: annotations, what: 'list of annotations' },
      signal,
    );
  }

  /** All files of a commit. */
  async files(sha: string, signal: AbortSignal): Promise<ForgeFile[]> {
    const { tree: entries } = await this.read(
      `/git/trees/${sha}?recursive=1`,
      { schema: tree, what: 'tree' },
      signal,
    );
    return entries.filter(({ type }) => type === 'blob');
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
    const { name, head_sha: _, ...change } = run;
    const answer = await (id === undefined
      ? this.write('POST', '/check-runs', run, signal)
      : this.write('PATCH', `/check-runs/${id}`, { name, ...change }, signal));
    return made.parse(answer).id;
  }

  /** Writes a commit status; the last of its context counts. */
  async saveStatus(
    sha: string,
    status: ForgeStatus,
    signal: AbortSignal,
  ): Promise<void> {
    await this.write('POST', `/statuses/${sha}`, status, signal);
  }

  private async write(
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { url, headers } = await this.address(path);
    const response = await fetch(url, {
      method,
      signal,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(error => {
      throw new Error(`${url.host} does not answer: ${causeOf(error)}.`);
    });
    const answer = (await response.json().catch(() => undefined)) as
      | { message?: string }
      | undefined;
    if (!response.ok) {
      throw new ForgeRefusal(
        response.status,
        `${url.host} answered ${response.status}${
          answer?.message ? `: ${answer.message}` : ''
        }.`,
      );
    }
    return answer;
  }

  /** GET below the repository; `or` stands in for what is not there. */
  private async read<T>(
    path: string,
    wanted: { schema: z.ZodType<T>; what: string; or?: T },
    signal: AbortSignal,
  ): Promise<T> {
    const { url, headers } = await this.address(path);
    const response = await fetch(url, { headers, signal }).catch(error => {
      throw new Error(
        signal.aborted
          ? `${url.host} did not answer in time.`
          : `${url.host} does not answer: ${causeOf(error)}.`,
      );
    });
    if (response.status === NOT_FOUND && wanted.or !== undefined) {
      return wanted.or;
    }
    if (!response.ok) {
      throw new Error(`${url.host} answered ${response.status}.`);
    }
    const parsed = wanted.schema.safeParse(
      await response.json().catch(() => undefined),
    );
    if (!parsed.success) {
      throw new Error(
        signal.aborted
          ? `${url.host} did not answer in time.`
          : `${url.host} answered something that is no ${wanted.what}.`,
      );
    }
    return parsed.data;
  }

  private async address(path: string) {
    const { integrations } = this.options;
    const { repository } = this.options.config;
    const api = integrations.github.byUrl(repository)?.config.apiBaseUrl;
    if (!api) {
      throw new Error(
        `No GitHub integration covers hub.repository, ${repository}. Add its host to integrations.github.`,
      );
    }
    const { headers } = await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url: repository });
    const name = new URL(repository).pathname.replace(/\.git$/, '');
    return { url: new URL(`${api}/repos${name}${path}`), headers };
  }
}

/** fetch says only that it failed; why is in the cause. */
function causeOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message ? cause.message : message;
}
