import { loginOf, repositoryShape, userShape } from '../core/shapes';
import { Urls } from '../core/urls';
import {
  ChangedPaths,
  Commit,
  listChangedPaths,
  listCommits,
} from '../git/commits';
import { NO_SHA } from '../git/names';
import { isAncestor } from '../git/refs';
import { FORGE_IDENTITY, Repository } from '../git/repository';
import { MAX_PUSH_COMMITS } from '../limits';

/** A ref that moved; 40 zeros stand for "was not there" and "is gone". */
export interface RefChange {
  ref: string;
  before: string;
  after: string;
}

function unixTime(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

function pushCommitShape(urls: Urls, commit: Commit, files: ChangedPaths) {
  const person = ({ name, email }: { name: string; email: string }) => ({
    name,
    email,
    username: loginOf(name),
  });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: urls.commit(commit.sha),
    author: person(commit.author),
    committer: person(commit.committer),
    ...files,
  };
}

/**
 * GitHub's payload of a `push` event. `known` are the commits that were there
 * before: what lies behind them is not listed again.
 */
export async function pushPayload(
  context: {
    repository: Repository;
    urls: Urls;
    defaultBranch: string;
    createdAt: string;
  },
  change: RefChange,
  known: string[],
) {
  const { repository, urls, defaultBranch, createdAt } = context;
  const { ref, before, after } = change;
  const created = before === NO_SHA;
  const deleted = after === NO_SHA;
  const range = [after, '--not', ...(created ? known : [before])];
  const commits = deleted
    ? []
    : await listCommits(repository, range, { max: MAX_PUSH_COMMITS });
  const files = deleted
    ? new Map<string, ChangedPaths>()
    : await listChangedPaths(repository, range, MAX_PUSH_COMMITS);
  const none: ChangedPaths = { added: [], modified: [], removed: [] };
  const shapes = commits
    .map(commit => pushCommitShape(urls, commit, files.get(commit.sha) ?? none))
    .reverse();
  const time = new Date().toISOString();
  const shape = repositoryShape(urls, defaultBranch, { createdAt });
  return {
    ref,
    before,
    after,
    created,
    deleted,
    forced:
      !created && !deleted && !(await isAncestor(repository, before, after)),
    base_ref: null,
    compare: `${urls.html}/compare/${before.slice(0, 12)}...${after.slice(
      0,
      12,
    )}`,
    commits: shapes,
    head_commit: shapes.at(-1) ?? null,
    // unlike every other event, push has these two as seconds
    repository: {
      ...shape,
      created_at: unixTime(createdAt),
      updated_at: time,
      pushed_at: unixTime(time),
      master_branch: defaultBranch,
      organization: urls.owner,
    },
    pusher: FORGE_IDENTITY,
    organization: { login: urls.owner, id: 1 },
    sender: userShape(urls, urls.owner),
  };
}
