import { Webhooks } from '../events/webhooks';
import { Repository } from '../git/repository';
import { ForgeLogger } from '../logger';
import { CheckStore } from '../store/checkStore';
import { CommentStore } from '../store/commentStore';
import { PullStore } from '../store/pullStore';
import { RefStore } from '../store/refStore';
import { Lock } from './lock';
import { RepositoryShape, repositoryShape } from './shapes';
import { Urls } from './urls';

/** All that the forge's operations work on. */
export interface ForgeContext {
  repository: Repository;
  urls: Urls;
  defaultBranch: string;
  /** When the repository was made, ISO 8601. */
  createdAt: string;
  pulls: PullStore;
  checks: CheckStore;
  comments: CommentStore;
  /** Checks that must pass before a merge into the default branch. */
  requiredChecks: string[];
  refs: RefStore;
  webhooks: Webhooks;
  logger: ForgeLogger;
  /** Held by whoever changes refs or pull requests through the API. */
  lock: Lock;
}

/** The repository object as webhooks and pull requests carry it. */
export function plainRepository(context: ForgeContext): RepositoryShape {
  const { urls, defaultBranch, createdAt } = context;
  return repositoryShape(urls, defaultBranch, { createdAt });
}
