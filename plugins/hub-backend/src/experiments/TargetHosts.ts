import {
  checkRunTarget,
  Issue,
  parseTargetHosts,
  RunInput,
  TARGET_HOSTS_FILE,
} from '@illm-lab/plugin-hub-common';
import { BrokenExperimentError } from '../errors';
import { RepositoryReader } from './RepositoryReader';

/** The hosts that are there already and that load may be put on, as Git has them. */
export class TargetHosts {
  constructor(private readonly repository: RepositoryReader) {}

  /**
   * The hosts at a commit; at the main branch's last one unless told.
   *
   * @throws BrokenExperimentError when the file is broken, saying where
   * @throws ServiceUnavailableError when the repository can't be read
   */
  async list(commit?: string): Promise<string[]> {
    const { repository } = this;
    const at = commit ?? (await repository.head());
    const text = await repository.read(TARGET_HOSTS_FILE, at);
    if (text === undefined) return [];
    try {
      return parseTargetHosts(text);
    } catch (error) {
      throw new BrokenExperimentError('The list of target hosts is broken.', [
        {
          path: TARGET_HOSTS_FILE,
          message: (error as Error).message,
          remedy: 'Correct it by a pull request.',
        },
      ]);
    }
  }

  /** What stands against a run's target, if it has one that is there already. */
  async check(
    inputs: RunInput[],
    given: Record<string, string>,
    commit: string,
  ): Promise<Issue[]> {
    return checkRunTarget(inputs, given, () => this.list(commit));
  }
}
