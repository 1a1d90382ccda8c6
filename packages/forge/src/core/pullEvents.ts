import { PullRecord } from '../store/pullStore';
import { ForgeContext, plainRepository } from './context';
import { pullShape, userShape } from './shapes';

export type PullAction =
  | 'opened'
  | 'edited'
  | 'synchronize'
  | 'closed'
  | 'reopened';

/** Sends GitHub's `pull_request` event; `extra` is what the action adds to it. */
export async function sendPullEvent(
  context: ForgeContext,
  action: PullAction,
  pull: PullRecord,
  extra: Record<string, unknown> = {},
): Promise<void> {
  const { urls } = context;
  const repository = plainRepository(context);
  await context.webhooks.send('pull_request', {
    action,
    number: pull.number,
    pull_request: pullShape(urls, pull, repository, null),
    repository,
    organization: { login: urls.owner, id: 1 },
    sender: userShape(urls, urls.owner),
    ...extra,
  });
}
