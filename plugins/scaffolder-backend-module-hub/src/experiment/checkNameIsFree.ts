import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import {
  experimentPaths,
  Issue,
  nameIsTaken,
  repositoryPath,
} from '@illm-lab/plugin-hub-common';
import { FindEntity } from './checkOwnership';

/**
 * Checks that no merged experiment and nothing else in the catalog has the
 * name. Open pull requests are `planPull`'s.
 *
 * @param root - The branch that counts as merged, e.g.
 *   `http://localhost:7008/illm/lab/blob/main`.
 * @throws ServiceUnavailableError when the repository can't be read.
 */
export async function checkNameIsFree(
  name: string,
  options: {
    root: string;
    urlReader: UrlReaderService;
    findEntity: FindEntity;
  },
): Promise<Issue[]> {
  const { root, urlReader, findEntity } = options;
  const { folder } = experimentPaths(name);
  const { files } = await urlReader
    .search(`${root}/${repositoryPath(folder)}/**`)
    .catch(error => {
      throw new ServiceUnavailableError(
        `Whether the name is free can't be known now, since the repository can't be read: ${stringifyError(
          error,
        )}. Try again when the forge is ready.`,
      );
    });
  if (files.length > 0) {
    return [nameIsTaken(`${folder} is in the repository`)];
  }
  const ref = `component:default/${name}`;
  if (await findEntity(ref)) {
    return [nameIsTaken(`${ref} is in the catalog`)];
  }
  return [];
}
