import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { z } from 'zod';

const TIMEOUT_MS = 10_000;
const NOT_FOUND = 404;

/** Who a commit is by, in Git's words. */
const author = z.object({ name: z.string(), email: z.string() });
const pulls = z.array(z.object({ number: z.number(), html_url: z.string() }));
const commits = z.array(z.object({ commit: z.object({ author }) }));

/** The author of a commit. */
export type Author = z.infer<typeof author>;

/** What makes an author that one. */
export const keyOf = ({ name, email }: Author) => `${name} <${email}>`;

/** An open pull request, and by whom its commits are, each once. */
export interface OpenPull {
  number: number;
  url: string;
  authors: Author[];
}

/** What is to know before a pull request is opened. */
export interface PullReader {
  /**
   * The open pull request from a branch, if there is one.
   *
   * @throws ServiceUnavailableError when the forge does not say
   */
  openPull(branch: string): Promise<OpenPull | undefined>;
  /**
   * Whether the repository has a branch.
   *
   * @throws ServiceUnavailableError when the forge does not say
   */
  hasBranch(branch: string): Promise<boolean>;
}

/** Asks GitHub, or the local forge, with the integration's token. */
export class Forge implements PullReader {
  constructor(
    private readonly options: {
      /** Address of the repository, `hub.repository`. */
      repository: string;
      integrations: ScmIntegrations;
    },
  ) {}

  async openPull(branch: string): Promise<OpenPull | undefined> {
    const [, owner] = new URL(this.options.repository).pathname.split('/');
    const head = encodeURIComponent(`${owner}:${branch}`);
    const found = await this.read(`/pulls?state=open&head=${head}`, pulls, []);
    if (found.length === 0) return undefined;
    const [{ number, html_url: url }] = found;
    const made = await this.read(
      `/pulls/${number}/commits?per_page=100`,
      commits,
      [],
    );
    const authors = new Map(
      made.map(({ commit }) => [keyOf(commit.author), commit.author]),
    );
    return { number, url, authors: [...authors.values()] };
  }

  async hasBranch(branch: string): Promise<boolean> {
    const path = branch.split('/').map(encodeURIComponent).join('/');
    const found = await this.read(
      `/git/ref/heads/${path}`,
      z.object({ ref: z.string() }).nullable(),
      null,
    );
    return found !== null;
  }

  private async read<T>(
    path: string,
    schema: z.ZodType<T>,
    ifMissing: T,
  ): Promise<T> {
    const { repository, integrations } = this.options;
    try {
      const api = integrations.github.byUrl(repository)?.config.apiBaseUrl;
      if (!api) {
        throw new Error('integrations.github has no entry for its host');
      }
      const { headers } =
        await DefaultGithubCredentialsProvider.fromIntegrations(
          integrations,
        ).getCredentials({ url: repository });
      const name = new URL(repository).pathname.replace(/\.git$/, '');
      const response = await fetch(`${api}/repos${name}${path}`, {
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === NOT_FOUND) return ifMissing;
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      return schema.parse(await response.json());
    } catch (error) {
      throw new ServiceUnavailableError(
        `Whether a pull request of that name is open can't be known now: ${repository} can't be asked (${
          (error as Error).message
        }). Try again when the forge is ready.`,
      );
    }
  }
}
