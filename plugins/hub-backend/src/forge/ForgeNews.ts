import { EventsService } from '@backstage/plugin-events-node';
import { z } from 'zod';
import { HubConfig } from '../config';
import { nameOfOne } from '../events/nameOfOne';
import { ForgeApi } from './ForgeApi';

const push = z.object({ ref: z.string() });
const pullRequest = z.object({ number: z.number() });
const status = z.object({ sha: z.string() });
const checkRun = z.object({
  check_run: z.object({ id: z.number(), head_sha: z.string() }),
});
const checkSuite = z.object({
  check_suite: z.object({ head_sha: z.string() }),
});

const TOPICS = [
  'github.push',
  'github.pull_request',
  'github.status',
  'github.check_run',
  'github.check_suite',
];

/**
 * What the forge tells by its webhook, whose signature Backstage's module for
 * GitHub's events has checked: what was known of that is old from then on.
 */
export class ForgeNews {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly options: {
      config: Pick<HubConfig, 'branch'>;
      forge: Pick<ForgeApi, 'pullChanged' | 'branchChanged' | 'checksChanged'>;
      eventBus: EventsService;
    },
  ) {}

  /** Calls when the main branch or a pull request has changed. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    await this.options.eventBus.subscribe({
      // each replica has answers of its own
      id: nameOfOne('hub-forge'),
      topics: TOPICS,
      // The webhook is answered meanwhile.
      onEvent: async ({ topic, eventPayload }) =>
        this.heard(topic, eventPayload),
    });
  }

  private heard(topic: string, payload: unknown): void {
    const { config, forge } = this.options;
    const heard = <T>(schema: z.ZodType<T>, act: (event: T) => void) => {
      const event = schema.safeParse(payload);
      if (event.success) act(event.data);
    };
    switch (topic) {
      case 'github.push':
        heard(push, ({ ref }) => {
          if (ref !== `refs/heads/${config.branch}`) return;
          forge.branchChanged();
          this.listeners.forEach(listener => listener());
        });
        break;
      case 'github.pull_request':
        heard(pullRequest, ({ number }) => {
          forge.pullChanged(number);
          this.listeners.forEach(listener => listener());
        });
        break;
      case 'github.status':
        heard(status, ({ sha }) => forge.checksChanged(sha));
        break;
      case 'github.check_run':
        heard(checkRun, ({ check_run: run }) =>
          forge.checksChanged(run.head_sha, run.id),
        );
        break;
      default:
        heard(checkSuite, ({ check_suite: suite }) =>
          forge.checksChanged(suite.head_sha),
        );
    }
  }
}
