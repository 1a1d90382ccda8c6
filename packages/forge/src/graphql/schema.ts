import { buildSchema } from 'graphql';

/**
 * The part of GitHub's schema that `publish:github:pull-request` asks for,
 * with the fields that a reader of pull requests needs beside it. It has no
 * mutations: writing goes through REST.
 */
export const schema = buildSchema(/* GraphQL */ `
  scalar URI
  scalar DateTime

  enum PullRequestState {
    OPEN
    CLOSED
    MERGED
  }

  type Query {
    repository(owner: String!, name: String!): Repository
  }

  type Repository {
    id: ID!
    name: String!
    nameWithOwner: String!
    url: URI!
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    pullRequest(number: Int!): PullRequest
  }

  type Ref {
    id: ID!
    name: String!
    prefix: String!
    associatedPullRequests(
      first: Int
      states: [PullRequestState!]
    ): PullRequestConnection!
  }

  type PullRequestConnection {
    totalCount: Int!
    edges: [PullRequestEdge]
    nodes: [PullRequest]
  }

  type PullRequestEdge {
    cursor: String!
    node: PullRequest
  }

  type PullRequest {
    id: ID!
    number: Int!
    title: String!
    body: String!
    state: PullRequestState!
    url: URI!
    isDraft: Boolean!
    headRefName: String!
    headRefOid: String!
    baseRefName: String!
    createdAt: DateTime!
    mergedAt: DateTime
  }
`);
