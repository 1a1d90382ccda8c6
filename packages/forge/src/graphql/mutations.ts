import { GraphQLError } from 'graphql';
import { addComment, editComment } from '../core/comments';
import { ForgeContext } from '../core/context';
import { mergePull } from '../core/mergePull';
import { editPull, openPull } from '../core/pullRequests';
import { PullRecord } from '../store/pullStore';
import { commentNode, pullNode } from './nodes';

const payload = <T>({ clientMutationId }: Input, content: T) => ({
  clientMutationId,
  ...content,
});

/** Who a query acts as. */
export interface Viewer {
  login: string;
  /** Whether the login is a person's, and not the install's own. */
  isPerson: boolean;
  mayWrite: boolean;
}

interface Input {
  clientMutationId?: string;
  [field: string]: unknown;
}

/** The key in an id that `nodeId` made of this kind. Errors: NOT_FOUND. */
export function keyOf(kind: string, id: unknown): number {
  const text = Buffer.from(String(id), 'base64').toString();
  const [given, key] = text.split(':');
  if (given !== kind || !/^[1-9][0-9]{0,8}$/.test(key ?? '')) {
    throw new GraphQLError(
      `Could not resolve to a node with the global id of '${id}'`,
      { extensions: { type: 'NOT_FOUND' } },
    );
  }
  return Number(key);
}

/** What writes; each does what its route of the REST API does. */
export function mutations(context: ForgeContext, viewer: Viewer) {
  const work = async <T>(task: () => Promise<T>): Promise<T> => {
    if (!viewer.mayWrite) {
      throw new GraphQLError(
        'Requires authentication: send the forge token as "Authorization: Bearer TOKEN"',
        { extensions: { type: 'FORBIDDEN' } },
      );
    }
    return context.lock.run(task);
  };
  const onPull =
    (task: (number: number, input: Input) => Promise<PullRecord>) =>
    async ({ input }: { input: Input }) => {
      const number = keyOf('PullRequest', input.pullRequestId);
      const pull = await work(() => task(number, input));
      return payload(input, { pullRequest: pullNode(context, pull) });
    };
  const person = viewer.isPerson ? viewer.login : undefined;
  return {
    async createPullRequest({ input }: { input: Input }) {
      const pull = await work(() =>
        openPull(context, {
          title: input.title,
          body: input.body,
          head: input.headRefName,
          base: input.baseRefName,
          draft: input.draft,
          author: person,
        }),
      );
      return payload(input, { pullRequest: pullNode(context, pull) });
    },
    updatePullRequest: onPull((number, { title, body, baseRefName }) =>
      editPull(context, number, { title, body, base: baseRefName }),
    ),
    mergePullRequest: onPull((number, input) =>
      mergePull(context, number, {
        sha: input.expectedHeadOid,
        commit_title: input.commitHeadline,
        commit_message: input.commitBody,
        merge_method: String(input.mergeMethod ?? 'merge').toLowerCase(),
        by: person,
      }),
    ),
    closePullRequest: onPull(number =>
      editPull(context, number, { state: 'closed' }),
    ),
    reopenPullRequest: onPull(number =>
      editPull(context, number, { state: 'open' }),
    ),
    async addComment({ input }: { input: Input }) {
      const number = keyOf('PullRequest', input.subjectId);
      const { body } = input;
      const comment = await work(() =>
        addComment(context, number, { body, author: viewer.login }),
      );
      return payload(input, {
        commentEdge: { node: commentNode(context, comment) },
      });
    },
    async updateIssueComment({ input }: { input: Input }) {
      const id = keyOf('IssueComment', input.id);
      const comment = await work(() => editComment(context, id, input.body));
      return payload(input, { issueComment: commentNode(context, comment) });
    },
  };
}
