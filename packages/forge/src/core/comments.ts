import { invalid, notFound } from '../errors';
import { MAX_DESCRIPTION, MAX_LOGIN } from '../limits';
import { CommentRecord } from '../store/commentStore';
import { ForgeContext, plainRepository } from './context';
import { getPull } from './pullRequests';
import { pullShape, userShape } from './shapes';

const RESOURCE = 'IssueComment';

function checkBody(body: unknown): string {
  if (typeof body !== 'string' || body.trim() === '') {
    throw invalid(RESOURCE, 'body', 'is empty; write something');
  }
  if (body.length > MAX_DESCRIPTION) {
    throw invalid(
      RESOURCE,
      'body',
      `is longer than ${MAX_DESCRIPTION} characters`,
    );
  }
  return body;
}

/** Who writes, as they said. Errors: 422. */
export function authorName(name: unknown): string {
  const text = typeof name === 'string' ? name.trim() : '';
  if (text === '' || text.length > MAX_LOGIN) {
    throw invalid(
      RESOURCE,
      'author',
      `must be a name of at most ${MAX_LOGIN} characters`,
    );
  }
  return text;
}

/** Writes a comment on a pull request, open or not. Call under the lock. Errors: 404, 422. */
export async function addComment(
  context: ForgeContext,
  number: number,
  given: { body?: unknown; author: string },
): Promise<CommentRecord> {
  const pull = getPull(context, number);
  const now = new Date().toISOString();
  const comment: CommentRecord = {
    id: context.comments.nextId(),
    pull: pull.number,
    author: given.author,
    body: checkBody(given.body),
    createdAt: now,
    updatedAt: now,
  };
  await context.comments.save(comment);
  const repository = plainRepository(context);
  await context.webhooks.send('issue_comment', {
    action: 'created',
    issue: pullShape(context.urls, pull, repository, null),
    comment: commentShape(context, comment),
    repository,
    sender: userShape(context.urls, comment.author),
  });
  return comment;
}

/** Changes what a comment says. Call under the lock. Errors: 404, 422. */
export async function editComment(
  context: ForgeContext,
  id: number,
  body: unknown,
): Promise<CommentRecord> {
  const comment = getComment(context, id);
  const next = {
    ...comment,
    body: checkBody(body),
    updatedAt: new Date().toISOString(),
  };
  await context.comments.save(next);
  return next;
}

/** One comment. Errors: 404. */
export function getComment(context: ForgeContext, id: number): CommentRecord {
  const comment = context.comments.get(id);
  if (!comment) {
    throw notFound(`there is no comment ${id}`);
  }
  return comment;
}

/** GitHub's object of a comment on a pull request. */
export function commentShape(
  { urls }: Pick<ForgeContext, 'urls'>,
  comment: CommentRecord,
) {
  return {
    id: comment.id,
    url: `${urls.api}/issues/comments/${comment.id}`,
    html_url: `${urls.pull(comment.pull)}#comment-${comment.id}`,
    issue_url: `${urls.api}/issues/${comment.pull}`,
    user: userShape(urls, comment.author),
    author_association: 'MEMBER',
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}
