import { LoggerService } from '@backstage/backend-plugin-api';
import { ForgeApi } from '../forge/ForgeApi';
import { authorOf, ForgePull } from '../forge/shapes';
import { Notices } from './Notices';
import { ownersOf } from './ownersOf';
import { pullEvent, PullEvent } from './pullEvent';

const TOPIC = 'hub.pull';
/** How long the forge may take to say what a pull request changes, in ms. */
const TIMEOUT_MS = 10_000;

/**
 * Tells the teams whose experiments and claims a pull request changes that it
 * waits for them, and that it was merged.
 */
export class PullNotices {
  constructor(
    private readonly options: {
      notices: Pick<Notices, 'send'>;
      forge: Pick<ForgeApi, 'changes' | 'blob'>;
      /** Owner teams, by the experiments' names. */
      experiments: {
        resources(names: string[]): Promise<({ owner?: string } | undefined)[]>;
      };
      logger: LoggerService;
    },
  ) {}

  /** The forge has told something of a pull request. */
  async heard(payload: unknown): Promise<void> {
    const event = pullEvent.safeParse(payload);
    const what = event.success && newsOf(event.data);
    if (!event.success || !what) return;
    const { number, title, user } = event.data.pull_request;
    try {
      const to = await this.concerned(event.data.pull_request);
      await this.options.notices.send({
        id: `pull:${number}:${what}`,
        to,
        payload: {
          title:
            what === 'merged'
              ? `“${title}” was merged`
              : `“${title}” waits for a review`,
          description: `Pull request #${number}${
            user ? ` by ${authorOf(user)}` : ''
          }.`,
          link: `/pull-requests/${number}`,
          severity: 'normal',
          topic: TOPIC,
        },
      });
    } catch (error) {
      this.options.logger.warn(
        `Nobody was told of pull request #${number}: ${error}`,
      );
    }
  }

  private async concerned(
    pull: Pick<ForgePull, 'number' | 'head'>,
  ): Promise<string[]> {
    const { forge, experiments } = this.options;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const changes = await forge.changes(pull, signal);
    return ownersOf(changes, {
      read: sha => forge.blob(sha, signal),
      ownerOf: async name => (await experiments.resources([name]))[0]?.owner,
    });
  }
}

/** What is news of a pull request, if anything. */
function newsOf({ action, pull_request: pull }: PullEvent) {
  if (action === 'closed') return pull.merged ? 'merged' : undefined;
  const opened = ['opened', 'reopened', 'ready_for_review'].includes(action);
  return opened && !pull.draft ? 'waits' : undefined;
}
