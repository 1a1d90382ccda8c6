import { buildSchema } from 'graphql';

/**
 * The part of GitHub's schema that `publish:github:pull-request` and the
 * commands of `gh pr` ask for. What the forge doesn't have (reviews, labels,
 * assignees, milestones, projects) is there and empty: `gh` asks for it all the
 * same. A merge queue is left out, which tells `gh` that there is none.
 */
export const schema = buildSchema(/* GraphQL */ `
  scalar URI
  scalar DateTime
  scalar GitObjectID
  scalar BigInt

  enum PullRequestState {
    OPEN
    CLOSED
    MERGED
  }
  enum MergeableState {
    MERGEABLE
    CONFLICTING
    UNKNOWN
  }
  enum MergeStateStatus {
    BEHIND
    BLOCKED
    CLEAN
    DIRTY
    DRAFT
    HAS_HOOKS
    UNKNOWN
    UNSTABLE
  }
  enum PullRequestMergeMethod {
    MERGE
    SQUASH
    REBASE
  }
  enum RepositoryPermission {
    ADMIN
    MAINTAIN
    WRITE
    TRIAGE
    READ
  }
  enum OrderDirection {
    ASC
    DESC
  }
  enum IssueOrderField {
    CREATED_AT
    UPDATED_AT
    COMMENTS
  }
  input IssueOrder {
    field: IssueOrderField!
    direction: OrderDirection!
  }
  enum StatusState {
    EXPECTED
    ERROR
    FAILURE
    PENDING
    SUCCESS
  }
  enum CheckStatusState {
    REQUESTED
    QUEUED
    IN_PROGRESS
    COMPLETED
    WAITING
    PENDING
  }
  enum CheckConclusionState {
    ACTION_REQUIRED
    TIMED_OUT
    CANCELLED
    FAILURE
    SUCCESS
    NEUTRAL
    SKIPPED
    STARTUP_FAILURE
    STALE
  }

  interface Node {
    id: ID!
  }
  interface Actor {
    login: String!
    url: URI!
  }
  interface RepositoryOwner {
    id: ID!
    login: String!
    url: URI!
  }
  type User implements Node & Actor & RepositoryOwner {
    id: ID!
    databaseId: Int
    login: String!
    name: String
    email: String!
    url: URI!
  }
  type Bot implements Node & Actor {
    id: ID!
    databaseId: Int
    login: String!
    url: URI!
  }
  type Organization implements Node & Actor & RepositoryOwner {
    id: ID!
    databaseId: Int
    login: String!
    name: String
    url: URI!
  }
  type Team {
    id: ID!
    databaseId: Int
    "Not null, and not said so: gh asks for it beside a user's name, which may be."
    name: String
    slug: String!
    organization: Organization!
  }

  type Query {
    viewer: User!
    repository(
      owner: String!
      name: String!
      followRenames: Boolean
    ): Repository
    node(id: ID!): Node
  }

  type Repository implements Node {
    id: ID!
    databaseId: Int
    name: String!
    nameWithOwner: String!
    owner: RepositoryOwner!
    description: String
    url: URI!
    sshUrl: String!
    isPrivate: Boolean!
    isFork: Boolean!
    isArchived: Boolean!
    isEmpty: Boolean!
    hasIssuesEnabled: Boolean!
    hasWikiEnabled: Boolean!
    hasProjectsEnabled: Boolean!
    mergeCommitAllowed: Boolean!
    squashMergeAllowed: Boolean!
    rebaseMergeAllowed: Boolean!
    autoMergeAllowed: Boolean!
    deleteBranchOnMerge: Boolean!
    viewerPermission: RepositoryPermission
    viewerDefaultMergeMethod: PullRequestMergeMethod!
    parent: Repository
    pullRequestTemplates: [PullRequestTemplate!]
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    pullRequest(number: Int!): PullRequest
    issueOrPullRequest(number: Int!): PullRequest
    pullRequests(
      first: Int
      last: Int
      after: String
      states: [PullRequestState!]
      baseRefName: String
      headRefName: String
      orderBy: IssueOrder
    ): PullRequestConnection!
  }

  type PullRequestTemplate {
    filename: String
    body: String
  }

  type BranchProtectionRule {
    requiresStrictStatusChecks: Boolean!
    requiredApprovingReviewCount: Int
  }

  type Ref implements Node {
    id: ID!
    name: String!
    prefix: String!
    target: Commit
    branchProtectionRule: BranchProtectionRule
    associatedPullRequests(
      first: Int
      last: Int
      after: String
      states: [PullRequestState!]
      orderBy: IssueOrder
    ): PullRequestConnection!
  }

  type PageInfo {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type PullRequestConnection {
    totalCount: Int!
    edges: [PullRequestEdge]
    nodes: [PullRequest]
    pageInfo: PageInfo!
  }
  type PullRequestEdge {
    cursor: String!
    node: PullRequest
  }

  type PullRequest implements Node {
    id: ID!
    fullDatabaseId: BigInt
    number: Int!
    title: String!
    body: String!
    state: PullRequestState!
    closed: Boolean!
    merged: Boolean!
    url: URI!
    author: Actor
    isDraft: Boolean!
    headRefName: String!
    headRefOid: GitObjectID!
    headRepository: Repository
    headRepositoryOwner: RepositoryOwner
    isCrossRepository: Boolean!
    maintainerCanModify: Boolean!
    baseRefName: String!
    baseRefOid: GitObjectID!
    baseRef: Ref
    createdAt: DateTime!
    updatedAt: DateTime!
    closedAt: DateTime
    mergedAt: DateTime
    mergedBy: Actor
    mergeCommit: Commit
    potentialMergeCommit: Commit
    mergeable: MergeableState!
    mergeStateStatus: MergeStateStatus!
    additions: Int!
    deletions: Int!
    changedFiles: Int!
    files(first: Int, after: String): ChangedFileConnection
    commits(first: Int, last: Int, after: String): CommitConnection!
    statusCheckRollup: StatusCheckRollup
    comments(first: Int, last: Int, after: String): CommentConnection!
    viewerDidAuthor: Boolean!
    viewerMergeHeadlineText(mergeType: PullRequestMergeMethod): String!
    viewerMergeBodyText(mergeType: PullRequestMergeMethod): String!
    autoMergeRequest: AutoMergeRequest
    reviewDecision: PullRequestReviewDecision
    reviews(first: Int, last: Int, after: String): ReviewConnection
    latestReviews(first: Int, last: Int, after: String): ReviewConnection
    reviewRequests(
      first: Int
      last: Int
      after: String
    ): ReviewRequestConnection
    assignees(first: Int, after: String): UserConnection!
    assignedActors(first: Int, after: String): ActorConnection!
    labels(first: Int, after: String): LabelConnection
    milestone: Milestone
    projectItems(first: Int, after: String): ProjectV2ItemConnection!
    "What gh before 2.30 asks for."
    projectCards(first: Int, after: String): ProjectCardConnection!
    closingIssuesReferences(first: Int, after: String): EmptyConnection
    reactionGroups: [ReactionGroup!]
  }

  enum PullRequestReviewDecision {
    APPROVED
    CHANGES_REQUESTED
    REVIEW_REQUIRED
  }
  enum ReactionContent {
    THUMBS_UP
  }
  type ReactorCount {
    totalCount: Int!
  }
  type ReactionGroup {
    content: ReactionContent!
    users: ReactorCount!
  }
  type EmptyNode {
    id: ID!
  }
  type EmptyConnection {
    totalCount: Int!
    nodes: [EmptyNode]
    pageInfo: PageInfo!
  }
  type ProjectName {
    name: String!
  }
  type ProjectCard {
    project: ProjectName!
    column: ProjectName
  }
  type ProjectCardConnection {
    totalCount: Int!
    nodes: [ProjectCard]
    pageInfo: PageInfo!
  }
  type ProjectV2 {
    id: ID!
    title: String!
  }
  type ProjectV2ItemFieldSingleSelectValue {
    optionId: String
    name: String
  }
  type ProjectV2ItemFieldTextValue {
    text: String
  }
  union ProjectV2ItemFieldValue =
      ProjectV2ItemFieldSingleSelectValue
    | ProjectV2ItemFieldTextValue
  type ProjectV2Item {
    id: ID!
    project: ProjectV2!
    fieldValueByName(name: String!): ProjectV2ItemFieldValue
  }
  type ProjectV2ItemConnection {
    totalCount: Int!
    nodes: [ProjectV2Item]
    pageInfo: PageInfo!
  }
  type UserConnection {
    totalCount: Int!
    nodes: [User]
    pageInfo: PageInfo!
  }
  type ActorConnection {
    totalCount: Int!
    nodes: [Actor]
    pageInfo: PageInfo!
  }
  type Label {
    id: ID!
    name: String!
    description: String
    color: String!
  }
  type LabelConnection {
    totalCount: Int!
    nodes: [Label]
    pageInfo: PageInfo!
  }
  type Milestone {
    number: Int!
    title: String!
    description: String
    dueOn: DateTime
  }
  type AutoMergeRequest {
    authorEmail: String
    commitBody: String
    commitHeadline: String
    mergeMethod: PullRequestMergeMethod!
    enabledAt: DateTime
    enabledBy: Actor
  }
  enum PullRequestReviewState {
    PENDING
    COMMENTED
    APPROVED
    CHANGES_REQUESTED
    DISMISSED
  }
  type Review {
    id: ID!
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    submittedAt: DateTime
    body: String!
    state: PullRequestReviewState!
    commit: Commit
    url: URI!
    includesCreatedEdit: Boolean!
    reactionGroups: [ReactionGroup!]
  }
  type ReviewConnection {
    totalCount: Int!
    nodes: [Review]
    pageInfo: PageInfo!
  }
  union RequestedReviewer = User | Team | Bot
  type ReviewRequest {
    requestedReviewer: RequestedReviewer
  }
  type ReviewRequestConnection {
    totalCount: Int!
    nodes: [ReviewRequest]
    pageInfo: PageInfo!
  }

  enum CommentAuthorAssociation {
    MEMBER
    OWNER
    COLLABORATOR
    CONTRIBUTOR
    NONE
  }
  type IssueComment implements Node {
    id: ID!
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    body: String!
    createdAt: DateTime!
    updatedAt: DateTime!
    includesCreatedEdit: Boolean!
    isMinimized: Boolean!
    minimizedReason: String
    reactionGroups: [ReactionGroup!]
    url: URI!
    viewerDidAuthor: Boolean!
  }
  type CommentConnection {
    totalCount: Int!
    nodes: [IssueComment]
    pageInfo: PageInfo!
  }
  type CommentEdge {
    node: IssueComment
  }

  type PullRequestChangedFile {
    path: String!
    additions: Int!
    deletions: Int!
    changeType: PatchStatus!
  }
  enum PatchStatus {
    ADDED
    DELETED
    RENAMED
    COPIED
    MODIFIED
    CHANGED
  }
  type ChangedFileConnection {
    totalCount: Int!
    nodes: [PullRequestChangedFile]
    pageInfo: PageInfo!
  }

  type GitActor {
    name: String
    email: String
    user: User
  }
  type GitActorConnection {
    totalCount: Int!
    nodes: [GitActor]
  }
  type Commit implements Node {
    id: ID!
    oid: GitObjectID!
    abbreviatedOid: String!
    url: URI!
    messageHeadline: String!
    messageBody: String!
    authoredDate: DateTime!
    committedDate: DateTime!
    authors(first: Int, after: String): GitActorConnection!
    statusCheckRollup: StatusCheckRollup
  }
  type PullRequestCommit {
    commit: Commit!
  }
  type CommitConnection {
    totalCount: Int!
    nodes: [PullRequestCommit]
    pageInfo: PageInfo!
  }

  type StatusCheckRollup {
    state: StatusState!
    contexts(first: Int, after: String): StatusCheckRollupContextConnection!
  }
  type StatusCheckRollupContextConnection {
    totalCount: Int!
    nodes: [StatusCheckRollupContext]
    pageInfo: PageInfo!
  }
  union StatusCheckRollupContext = CheckRun | StatusContext
  type StatusContext {
    context: String!
    state: StatusState!
    targetUrl: URI
    createdAt: DateTime!
    description: String
    isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
  }
  type Workflow {
    name: String!
  }
  type WorkflowRun {
    workflow: Workflow!
  }
  type CheckSuite {
    workflowRun: WorkflowRun
  }
  type CheckRun {
    name: String!
    title: String
    summary: String
    checkSuite: CheckSuite
    status: CheckStatusState!
    conclusion: CheckConclusionState
    startedAt: DateTime
    completedAt: DateTime
    detailsUrl: URI
    isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
  }

  type Mutation {
    createPullRequest(input: CreatePullRequestInput!): CreatePullRequestPayload
    updatePullRequest(input: UpdatePullRequestInput!): UpdatePullRequestPayload
    mergePullRequest(input: MergePullRequestInput!): MergePullRequestPayload
    closePullRequest(input: ClosePullRequestInput!): ClosePullRequestPayload
    reopenPullRequest(input: ReopenPullRequestInput!): ReopenPullRequestPayload
    addComment(input: AddCommentInput!): AddCommentPayload
    updateIssueComment(
      input: UpdateIssueCommentInput!
    ): UpdateIssueCommentPayload
  }

  input CreatePullRequestInput {
    clientMutationId: String
    repositoryId: ID!
    headRepositoryId: ID
    baseRefName: String!
    headRefName: String!
    title: String!
    body: String
    draft: Boolean
    maintainerCanModify: Boolean
  }
  type CreatePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input UpdatePullRequestInput {
    clientMutationId: String
    pullRequestId: ID!
    title: String
    body: String
    baseRefName: String
  }
  type UpdatePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input MergePullRequestInput {
    clientMutationId: String
    pullRequestId: ID!
    commitHeadline: String
    commitBody: String
    expectedHeadOid: GitObjectID
    mergeMethod: PullRequestMergeMethod
    authorEmail: String
  }
  type MergePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input ClosePullRequestInput {
    clientMutationId: String
    pullRequestId: ID!
  }
  type ClosePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input ReopenPullRequestInput {
    clientMutationId: String
    pullRequestId: ID!
  }
  type ReopenPullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input AddCommentInput {
    clientMutationId: String
    subjectId: ID!
    body: String!
  }
  type AddCommentPayload {
    clientMutationId: String
    commentEdge: CommentEdge
  }
  input UpdateIssueCommentInput {
    clientMutationId: String
    id: ID!
    body: String!
  }
  type UpdateIssueCommentPayload {
    clientMutationId: String
    issueComment: IssueComment
  }
`);
