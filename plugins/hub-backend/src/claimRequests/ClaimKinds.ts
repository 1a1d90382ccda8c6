import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import {
  CLAIM_DEFINITION_FILES,
  CLAIM_DEFINITIONS_FOLDER,
  ClaimKind,
  parseClaimKinds,
} from '@illm-lab/plugin-hub-common';
import { HubConfig } from '../config';

/** What can be claimed, as the repository's main branch defines it. */
export class ClaimKinds {
  private known?: { etag: string; kinds: ClaimKind[] };

  constructor(
    private readonly options: {
      config: Pick<HubConfig, 'repository' | 'branch'>;
      reader: UrlReaderService;
    },
  ) {}

  /** @throws ServiceUnavailableError when the repository can't be read */
  async list(): Promise<ClaimKind[]> {
    const { config, reader } = this.options;
    const pattern = `${config.repository}/blob/${config.branch}/${CLAIM_DEFINITIONS_FOLDER}/${CLAIM_DEFINITION_FILES}`;
    try {
      const { etag, files } = await reader.search(pattern, {
        etag: this.known?.etag,
      });
      const texts = await Promise.all(files.map(file => file.content()));
      const kinds = texts.flatMap(text => parseClaimKinds(text.toString()));
      this.known = { etag, kinds };
    } catch (error) {
      if ((error as Error).name !== 'NotModifiedError') {
        throw new ServiceUnavailableError(
          `What can be claimed can't be read from the repository: ${stringifyError(
            error,
          )}. Try again.`,
        );
      }
    }
    return this.known?.kinds ?? [];
  }
}
