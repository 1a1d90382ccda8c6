import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { repositoryPath } from '@illm-lab/plugin-hub-common';
import { HubConfig } from '../config';

/** How long the forge may take to answer. */
const TIMEOUT_MS = 10_000;

/** Reads the experiments' repository at its main branch's last commit. */
export class RepositoryReader {
  constructor(
    private readonly options: {
      config: Pick<HubConfig, 'repository' | 'branch'>;
      integrations: ScmIntegrations;
      reader: UrlReaderService;
    },
  ) {}

  /**
   * The last commit of the branch. Everything of one run is read at one commit,
   * so it is resolved first; the URL reader has no call for that.
   *
   * @throws ServiceUnavailableError when the forge does not answer
   */
  async head(): Promise<string> {
    const { repository, branch } = this.options.config;
    const integration = this.options.integrations.github.byUrl(repository);
    if (!integration?.config.apiBaseUrl) {
      throw new Error(
        `No GitHub integration covers hub.repository, ${repository}. Add its host to integrations.github.`,
      );
    }
    const credentials = await DefaultGithubCredentialsProvider.fromIntegrations(
      this.options.integrations,
    ).getCredentials({ url: repository });
    const path = new URL(repository).pathname.replace(/\.git$/, '');
    const url = `${
      integration.config.apiBaseUrl
    }/repos${path}/commits/${encodeURIComponent(branch)}/status`;
    const answer = await fetch(url, {
      headers: credentials.headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(error => {
      throw new ServiceUnavailableError(
        `The forge does not answer at ${new URL(url).host}. Try again.`,
        error,
      );
    });
    if (!answer.ok) {
      throw new ServiceUnavailableError(
        `The forge answered ${answer.status} when asked for the last commit of ${branch}.`,
      );
    }
    const { sha } = (await answer.json()) as { sha: string };
    return sha;
  }

  /**
   * A file at a commit; undefined when it is not there.
   *
   * @throws InputError when the path leaves the repository
   */
  async read(path: string, commit: string): Promise<string | undefined> {
    const { repository } = this.options.config;
    try {
      const response = await this.options.reader.readUrl(
        `${repository}/blob/${commit}/${repositoryPath(path)}`,
      );
      return (await response.buffer()).toString('utf8');
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

/** Errors cross package versions: their names tell, not their classes. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}
