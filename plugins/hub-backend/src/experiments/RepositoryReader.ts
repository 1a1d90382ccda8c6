import { ServiceUnavailableError } from '@backstage/errors';
import { unlessOwnFault } from '../errors';
import { ForgeApi } from '../forge/ForgeApi';

/** How long the forge may take to answer, in ms. */
const TIMEOUT_MS = 10_000;

const timeLimit = () => AbortSignal.timeout(TIMEOUT_MS);

async function reach<T>(answer: Promise<T>): Promise<T> {
  return answer.catch(error => {
    unlessOwnFault(error);
    throw new ServiceUnavailableError(
      `The repository can't be read: ${(error as Error).message} Try again.`,
      error,
    );
  });
}

/** Reads the experiments' repository at its main branch's last commit. */
export class RepositoryReader {
  constructor(
    private readonly forge: Pick<ForgeApi, 'head' | 'text' | 'entries'>,
  ) {}

  /**
   * The last commit of the branch, asked of the forge. Everything of one run is
   * read at one commit, so it is resolved first.
   *
   * @throws ServiceUnavailableError when the forge does not answer
   */
  head(): Promise<string> {
    return reach(this.forge.head(timeLimit(), { fresh: true }));
  }

  /** The last commit as far as the portal knows; see {@link RepositoryReader.head}. */
  lastKnownHead(): Promise<string> {
    return reach(this.forge.head(timeLimit()));
  }

  /**
   * A file at a commit; undefined when it is not there.
   *
   * @throws InputError when the path leaves the repository
   * @throws ServiceUnavailableError when the forge does not answer
   */
  async read(path: string, commit: string): Promise<string | undefined> {
    const text = this.forge.text(path, commit, timeLimit());
    return (await reach(text)) ?? undefined;
  }

  /** Paths of the files in a folder at a commit; see {@link RepositoryReader.read}. */
  async filesIn(path: string, commit: string): Promise<string[]> {
    return (await this.entries(path, commit))
      .filter(({ type }) => type === 'file')
      .map(entry => entry.path);
  }

  /** Whether anything is in a folder at a commit; see {@link RepositoryReader.read}. */
  async hasFolder(path: string, commit: string): Promise<boolean> {
    return (await this.entries(path, commit)).length > 0;
  }

  private entries(path: string, commit: string) {
    return reach(this.forge.entries(path, commit, timeLimit()));
  }
}
