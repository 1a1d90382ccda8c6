import {
  CLAIM_DEFINITION_ENDING,
  CLAIM_DEFINITIONS_FOLDER,
  ClaimKind,
  parseClaimKinds,
} from '@illm-lab/plugin-hub-common';
import { RepositoryReader } from '../experiments/RepositoryReader';

/** What can be claimed, as the repository's main branch defines it. */
export class ClaimKinds {
  private known?: { commit: string; kinds: ClaimKind[]; broken: string[] };

  constructor(
    private readonly repository: Pick<
      RepositoryReader,
      'lastKnownHead' | 'filesIn' | 'read'
    >,
  ) {}

  /** @throws ServiceUnavailableError when the repository can't be read */
  async list(): Promise<ClaimKind[]> {
    const commit = await this.repository.lastKnownHead();
    if (this.known?.commit !== commit) {
      const files = await this.repository.filesIn(
        CLAIM_DEFINITIONS_FOLDER,
        commit,
      );
      const read = await Promise.all(
        files
          .filter(file => file.endsWith(CLAIM_DEFINITION_ENDING))
          .map(async file =>
            kindsOf(file, (await this.repository.read(file, commit)) ?? ''),
          ),
      );
      this.known = {
        commit,
        kinds: read.flatMap(({ kinds }) => kinds),
        broken: read.flatMap(({ broken }) => broken),
      };
    }
    return this.known.kinds;
  }

  /** What is wrong with the files that define nothing for that, as sentences. */
  get broken(): string[] {
    return this.known?.broken ?? [];
  }
}

/** One broken file takes its own kinds only. */
function kindsOf(path: string, text: string) {
  try {
    return { kinds: parseClaimKinds(text), broken: [] };
  } catch (error) {
    const file = path.split('/').pop();
    return { kinds: [], broken: [`${file}: ${(error as Error).message}`] };
  }
}
