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
  private known?: { etag: string; kinds: ClaimKind[]; broken: string[] };

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
      const read = await Promise.all(
        files.map(async file => kindsOf(file.url, await file.content())),
      );
      this.known = {
        etag,
        kinds: read.flatMap(({ kinds }) => kinds),
        broken: read.flatMap(({ broken }) => broken),
      };
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

  /** What is wrong with the files that define nothing for that, as sentences. */
  get broken(): string[] {
    return this.known?.broken ?? [];
  }
}

/** One broken file takes its own kinds only. */
function kindsOf(url: string, text: Buffer) {
  try {
    return { kinds: parseClaimKinds(text.toString('utf8')), broken: [] };
  } catch (error) {
    const file = url.split('/').pop();
    return { kinds: [], broken: [`${file}: ${(error as Error).message}`] };
  }
}
