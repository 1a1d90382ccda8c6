import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  parseTargetHosts,
  TARGET_HOSTS_FILE,
} from '@illm-lab/plugin-hub-common';

/**
 * The hosts that load may be put on, as the repository has them now; none when it
 * has no such file.
 *
 * @param root - the branch that counts as merged, see checkNameIsFree
 * @throws ServiceUnavailableError when the repository can't be read
 */
export async function readTargetHosts(
  root: string,
  urlReader: UrlReaderService,
): Promise<string[]> {
  try {
    const file = await urlReader.readUrl(`${root}/${TARGET_HOSTS_FILE}`);
    return parseTargetHosts((await file.buffer()).toString('utf8'));
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') return [];
    throw new ServiceUnavailableError(
      `Which hosts load may be put on can't be known now: ${error}. Try again when the forge is ready.`,
    );
  }
}
