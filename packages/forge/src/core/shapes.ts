import { Commit, Person } from '../git/commits';
import { PullRecord } from '../store/pullStore';
import { encodePath, Urls } from './urls';

// There is one repository and its owner: their ids are constants
const REPOSITORY_ID = 1;
const OWNER_ID = 1;

/** The login that GitHub would have for someone: the name without what a login can't hold. */
export function loginOf(name: string): string {
  const login = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return login || 'unknown';
}

/** GitHub's account object. */
export function userShape(urls: Urls, login: string) {
  return {
    login,
    id: OWNER_ID,
    node_id: nodeId('User', login),
    html_url: urls.base,
    type: 'User',
    site_admin: false,
  };
}

/** GitHub's opaque ids: the kind and the key. */
export function nodeId(kind: string, key: string | number): string {
  return Buffer.from(`${kind}:${key}`).toString('base64');
}

/** GitHub's repository object. `permissions` only for who may write, as GitHub does. */
export function repositoryShape(
  urls: Urls,
  defaultBranch: string,
  options: { createdAt: string; mayWrite?: boolean },
) {
  const { api } = urls;
  return {
    id: REPOSITORY_ID,
    node_id: nodeId('Repository', REPOSITORY_ID),
    name: urls.repo,
    full_name: `${urls.owner}/${urls.repo}`,
    owner: {
      ...userShape(urls, urls.owner),
      name: urls.owner,
      type: 'Organization',
    },
    private: false,
    fork: false,
    archived: false,
    disabled: false,
    visibility: 'public',
    description: null,
    topics: [] as string[],
    html_url: urls.html,
    clone_url: `${urls.html}.git`,
    git_url: `${urls.html}.git`,
    ssh_url: `${urls.html}.git`,
    url: api,
    archive_url: `${api}/{archive_format}{/ref}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    commits_url: `${api}/commits{/sha}`,
    contents_url: `${api}/contents/{+path}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    pulls_url: `${api}/pulls{/number}`,
    statuses_url: `${api}/statuses/{sha}`,
    trees_url: `${api}/git/trees{/sha}`,
    default_branch: defaultBranch,
    created_at: options.createdAt,
    updated_at: options.createdAt,
    pushed_at: options.createdAt,
    ...(options.mayWrite
      ? { permissions: { admin: false, push: true, pull: true } }
      : {}),
  };
}

export type RepositoryShape = ReturnType<typeof repositoryShape>;

function personShape(person: Person) {
  return { name: person.name, email: person.email, date: person.date };
}

/** GitHub's git commit object (`/git/commits`). */
export function gitCommitShape(urls: Urls, commit: Commit) {
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${urls.api}/git/commits/${commit.sha}`,
    html_url: urls.commit(commit.sha),
    author: personShape(commit.author),
    committer: personShape(commit.committer),
    tree: {
      sha: commit.tree,
      url: `${urls.api}/git/trees/${commit.tree}`,
    },
    message: commit.message,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${urls.api}/git/commits/${sha}`,
      html_url: urls.commit(sha),
    })),
  };
}

/** GitHub's commit object (`/commits`). */
export function commitShape(urls: Urls, commit: Commit) {
  const shape = gitCommitShape(urls, commit);
  return {
    sha: shape.sha,
    node_id: shape.node_id,
    url: `${urls.api}/commits/${commit.sha}`,
    html_url: shape.html_url,
    commit: {
      author: shape.author,
      committer: shape.committer,
      message: shape.message,
      tree: shape.tree,
      url: shape.url,
    },
    author: userShape(urls, loginOf(commit.author.name)),
    committer: userShape(urls, loginOf(commit.committer.name)),
    parents: shape.parents,
  };
}

/**
 * GitHub's pull request object. `mergeable` is null when it isn't known or asked;
 * `held` when a required check isn't passed.
 */
export function pullShape(
  urls: Urls,
  pull: PullRecord,
  repository: RepositoryShape,
  mergeable: boolean | null,
  held = false,
) {
  const url = `${urls.api}/pulls/${pull.number}`;
  const side = (ref: string, sha: string) => ({
    label: `${urls.owner}:${ref}`,
    ref,
    sha,
    user: userShape(urls, urls.owner),
    repo: repository,
  });
  return {
    id: pull.number,
    node_id: nodeId('PullRequest', pull.number),
    number: pull.number,
    url,
    html_url: urls.pull(pull.number),
    commits_url: `${url}/commits`,
    statuses_url: `${urls.api}/statuses/${pull.headSha}`,
    state: pull.state,
    locked: false,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    // As the portal calls people; a login can't hold a space.
    user: {
      ...userShape(urls, loginOf(pull.author.name)),
      name: pull.author.name,
    },
    labels: [] as unknown[],
    assignees: [] as unknown[],
    requested_reviewers: [] as unknown[],
    requested_teams: [] as unknown[],
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merged: pull.mergedAt !== null,
    mergeable,
    mergeable_state: held ? 'blocked' : mergeableState(mergeable),
    merge_commit_sha: pull.mergeCommitSha,
    head: side(pull.headRef, pull.headSha),
    base: side(pull.baseRef, pull.baseSha),
    _links: { self: { href: url }, html: { href: urls.pull(pull.number) } },
  };
}

function mergeableState(mergeable: boolean | null): string {
  if (mergeable === null) {
    return 'unknown';
  }
  return mergeable ? 'clean' : 'dirty';
}

/** Where GitHub's API has the content of `path` at `ref`. */
export function contentsUrl(urls: Urls, path: string, ref: string): string {
  return `${urls.api}/contents/${encodePath(path)}?ref=${encodeURIComponent(
    ref,
  )}`;
}
