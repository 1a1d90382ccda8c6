import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { HubArea } from '@illm-lab/plugin-hub-common';
import { nameOfOne } from './nameOfOne';

/**
 * What a replica has done that the others can't see on the cluster: it wrote a
 * run's row, or what an area of the portal shows.
 */
export type ReplicaNews =
  | { kind: 'run'; run: string }
  | { kind: 'area'; area: HubArea };

/** Between the replicas of one portal only; modules have no business here. */
const TOPIC = 'hub.replica';

/**
 * Carries news from one replica of the portal to all others, over Backstage's
 * event bus. What is seen on the cluster needs no such way: each replica watches
 * it. A lost piece of news costs a browser its hint, and no data.
 */
export class Replicas {
  private readonly self = nameOfOne('replica');

  constructor(
    private readonly options: { events: EventsService; logger: LoggerService },
  ) {}

  /** Begins to listen to the others. */
  async start(onNews: (news: ReplicaNews) => void): Promise<void> {
    await this.options.events.subscribe({
      id: this.self,
      topics: [TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { from, news } = eventPayload as {
          from: string;
          news: ReplicaNews;
        };
        if (from !== this.self) {
          onNews(news);
        }
      },
    });
  }

  /** Tells the others; returns at once and never fails. */
  tell(news: ReplicaNews): void {
    this.options.events
      .publish({ topic: TOPIC, eventPayload: { from: this.self, news } })
      .catch(error =>
        this.options.logger.warn(`The other replicas were not told: ${error}`),
      );
  }
}
