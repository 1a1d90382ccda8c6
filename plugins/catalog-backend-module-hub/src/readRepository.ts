import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  CLAIM_DEFINITION_ENDING,
  CLAIM_DEFINITIONS_FOLDER,
  EXPERIMENTS_FOLDER,
} from '@illm-lab/plugin-hub-common';
import { RepositoryConfig } from './config';

/** Where in the repository entities are described. */
const PATTERNS = [
  'catalog/*.yaml',
  `templates/*/template.yaml`,
  // Each kind of claim has a template of its own, made of its definition.
  `${CLAIM_DEFINITIONS_FOLDER}/*${CLAIM_DEFINITION_ENDING}`,
  `${EXPERIMENTS_FOLDER}/*/catalog-info.yaml`,
];

/** What a look at the repository found. */
export type RepositoryListing = {
  /** The commit at the head of the branch. */
  commit: string;
  /** URLs of the files that describe entities, sorted. */
  targets: string[];
};

/**
 * Lists the files of the repository that describe entities.
 *
 * @throws when the repository can't be read.
 */
export async function readRepository(
  urlReader: UrlReaderService,
  { url, branch }: RepositoryConfig,
): Promise<RepositoryListing> {
  const root = `${url}/blob/${branch}`;
  const answers = await Promise.all([
    ...PATTERNS.map(pattern => urlReader.search(`${root}/${pattern}`)),
    urlReader.search(`${root}/catalog-info.yaml`),
  ]);
  return {
    commit: answers[0].etag,
    targets: answers.flatMap(({ files }) => files.map(file => file.url)).sort(),
  };
}
