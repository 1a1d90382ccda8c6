import { requiredChecks, mergeHold } from '../core/checks';
import { commentShape } from '../core/comments';
import { ForgeContext } from '../core/context';
import { mergeability, mergeTitle } from '../core/mergePull';
import { pullFiles, pullRange } from '../core/pullRequests';
import { loginOf, nodeId } from '../core/shapes';
import { Commit, listCommits, readCommit } from '../git/commits';
import { FileDiff, FileStatus } from '../git/diff';
import { branchTip } from '../git/refs';
import { MAX_PER_PAGE } from '../limits';
import { CommentRecord } from '../store/commentStore';
import { PullRecord } from '../store/pullStore';
import { rollupNode } from './checkNodes';
import { connection, nothing, Slice } from './connection';

/** GitHub's state of a pull request: merged is one of its own. */
export type State = 'OPEN' | 'CLOSED' | 'MERGED';

export function stateOf(pull: PullRecord): State {
  if (pull.mergedAt) {
    return 'MERGED';
  }
  return pull.state === 'open' ? 'OPEN' : 'CLOSED';
}

/** A person, known by a name alone. */
export const userNode = ({ urls }: ForgeContext, name: string) => ({
  __typename: 'User',
  id: nodeId('User', loginOf(name)),
  databaseId: 1,
  login: loginOf(name),
  name,
  email: '',
  url: urls.base,
});

/** The repository's owner, who stands for the install itself. */
export const ownerNode = ({ urls }: ForgeContext) => ({
  __typename: 'Organization',
  id: nodeId('User', urls.owner),
  databaseId: 1,
  login: urls.owner,
  name: urls.owner,
  url: urls.base,
});

const CHANGES: Record<FileStatus, string> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
};

/** A pull request; what takes a git command is asked only when it is wanted. */
export function pullNode(context: ForgeContext, pull: PullRecord) {
  const { repository, urls } = context;
  let known: Promise<FileDiff[]> | undefined;
  const files = () => (known ??= pullFiles(context, pull));
  const sum = async (count: (file: FileDiff) => number) =>
    (await files()).reduce((all, file) => all + count(file), 0);
  const toCommit = (commit: Commit) => commitNode(context, pull, commit);
  const oid = (sha: string | null) =>
    sha === null ? null : readCommit(repository, sha).then(toCommit);
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.number),
    fullDatabaseId: String(pull.number),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged: pull.mergedAt !== null,
    url: urls.pull(pull.number),
    author: userNode(context, pull.author.name),
    isDraft: pull.draft,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: () => repositoryNode(context),
    headRepositoryOwner: ownerNode(context),
    isCrossRepository: false,
    maintainerCanModify: false,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    baseRef: () => refNode(context, pull.baseRef),
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy ? userNode(context, pull.mergedBy) : null,
    mergeCommit: () => oid(pull.mergeCommitSha),
    mergeable: async () => {
      if (pull.state !== 'open') return 'UNKNOWN';
      const { mergeable } = await mergeability(context, pull);
      return mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    mergeStateStatus: async () => {
      if (pull.state !== 'open') return 'UNKNOWN';
      const { mergeable } = await mergeability(context, pull);
      if (!mergeable) return 'DIRTY';
      return mergeHold(context, pull) ? 'BLOCKED' : 'CLEAN';
    },
    additions: () => sum(file => file.additions),
    deletions: () => sum(file => file.deletions),
    changedFiles: async () => (await files()).length,
    files: async (slice: Slice) =>
      connection(await files(), slice, file => ({
        path: file.path,
        additions: file.additions,
        deletions: file.deletions,
        changeType: CHANGES[file.status],
      })),
    commits: async (slice: Slice) => {
      const range = pullRange(pull);
      const found = await listCommits(repository, range, { max: MAX_PER_PAGE });
      return connection(found.reverse(), slice, commit => ({
        commit: toCommit(commit),
      }));
    },
    statusCheckRollup: () =>
      rollupNode(context, pull.headSha, requiredChecks(context, pull)),
    comments: (slice: Slice) =>
      connection(context.comments.of(pull.number), slice, comment =>
        commentNode(context, comment),
      ),
    viewerDidAuthor: false,
    viewerMergeHeadlineText: mergeTitle(context, pull),
    viewerMergeBodyText: pull.title,
    autoMergeRequest: null,
    reviews: nothing,
    latestReviews: nothing,
    reviewRequests: nothing,
    assignees: nothing,
    assignedActors: nothing,
    labels: nothing,
    projectItems: nothing,
    projectCards: nothing,
    closingIssuesReferences: nothing,
    reactionGroups: [],
  };
}

function commitNode(context: ForgeContext, pull: PullRecord, commit: Commit) {
  const [headline, ...rest] = commit.message.split('\n');
  return {
    __typename: 'Commit',
    id: nodeId('Commit', commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    url: context.urls.commit(commit.sha),
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    authors: {
      totalCount: 1,
      nodes: [
        {
          name: commit.author.name,
          email: commit.author.email,
          user: userNode(context, commit.author.name),
        },
      ],
    },
    statusCheckRollup: () =>
      rollupNode(context, commit.sha, requiredChecks(context, pull)),
  };
}

/** A comment on a pull request. */
export function commentNode(context: ForgeContext, comment: CommentRecord) {
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', comment.id),
    author: userNode(context, comment.author),
    authorAssociation: 'MEMBER',
    body: comment.body,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    includesCreatedEdit: comment.updatedAt !== comment.createdAt,
    isMinimized: false,
    minimizedReason: null,
    reactionGroups: [],
    url: commentShape(context, comment).html_url,
    viewerDidAuthor: false,
  };
}

/** A branch; null when there is none of that name. */
export async function refNode(context: ForgeContext, qualifiedName: string) {
  const name = qualifiedName.replace(/^refs\/heads\//, '');
  const tip = await branchTip(context.repository, name);
  if (!tip) {
    return null;
  }
  return {
    __typename: 'Ref',
    id: nodeId('Ref', name),
    name,
    prefix: 'refs/heads/',
    branchProtectionRule: null,
    associatedPullRequests: (args: PullFilter) =>
      pullConnection(context, { ...args, headRefName: name }),
  };
}

/** Which pull requests a query asks for. */
export interface PullFilter extends Slice {
  states?: State[] | null;
  headRefName?: string | null;
  baseRefName?: string | null;
}

function pullConnection(context: ForgeContext, args: PullFilter) {
  const { states, headRefName, baseRefName } = args;
  const found = context.pulls
    .list()
    .filter(pull => !states || states.includes(stateOf(pull)))
    .filter(pull => !headRefName || pull.headRef === headRefName)
    .filter(pull => !baseRefName || pull.baseRef === baseRefName);
  return connection(found, args, pull => pullNode(context, pull));
}

/** The one repository. */
export function repositoryNode(context: ForgeContext, mayWrite = false) {
  const { urls } = context;
  return {
    __typename: 'Repository',
    id: nodeId('Repository', 1),
    databaseId: 1,
    name: urls.repo,
    nameWithOwner: `${urls.owner}/${urls.repo}`,
    owner: ownerNode(context),
    description: null,
    url: urls.html,
    sshUrl: `${urls.html}.git`,
    isPrivate: false,
    isFork: false,
    isArchived: false,
    isEmpty: async () =>
      !(await branchTip(context.repository, context.defaultBranch)),
    hasIssuesEnabled: false,
    hasWikiEnabled: false,
    hasProjectsEnabled: false,
    mergeCommitAllowed: true,
    squashMergeAllowed: false,
    rebaseMergeAllowed: false,
    autoMergeAllowed: false,
    deleteBranchOnMerge: false,
    viewerPermission: mayWrite ? 'WRITE' : 'READ',
    viewerDefaultMergeMethod: 'MERGE',
    parent: null,
    pullRequestTemplates: [],
    defaultBranchRef: () => refNode(context, context.defaultBranch),
    ref: (args: { qualifiedName: string }) =>
      refNode(context, args.qualifiedName),
    pullRequests: (args: PullFilter) => pullConnection(context, args),
  };
}
