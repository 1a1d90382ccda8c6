import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ForgeLogger } from '../logger';
import { DeliveryQueue, DeliveryTimes } from './deliveryQueue';
import { WebhookTarget } from './targets';

/** All webhooks of the forge: each has a queue of its own, so none waits for another. */
export class Webhooks {
  private constructor(private readonly queues: DeliveryQueue[]) {}

  /**
   * Starts a queue per target under `dir`. What is left there for targets that
   * are configured no more is dropped.
   */
  static async start(options: {
    dir: string;
    targets: WebhookTarget[];
    secret: string;
    logger: ForgeLogger;
    times: DeliveryTimes;
  }): Promise<Webhooks> {
    const { dir, targets, secret, logger, times } = options;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const names = targets.map(target =>
      createHash('sha256').update(target.url).digest('hex').slice(0, 16),
    );
    for (const left of await readdir(dir)) {
      if (!names.includes(left)) {
        logger.warn(`webhooks: dropping ${left}, its target is gone`);
        await rm(join(dir, left), { recursive: true });
      }
    }
    const queues = targets.map(
      (target, i) =>
        new DeliveryQueue(join(dir, names[i]), target, secret, logger, times),
    );
    await Promise.all(queues.map(queue => queue.start()));
    return new Webhooks(queues);
  }

  /** Keeps an event for every target that wants it. */
  async send(event: string, payload: unknown): Promise<void> {
    await Promise.all(this.queues.map(queue => queue.add(event, payload)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.queues.map(queue => queue.stop()));
  }
}
