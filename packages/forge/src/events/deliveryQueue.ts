import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeLogger } from '../logger';
import { readJson, writeJson } from '../store/atomicFile';
import { WebhookTarget } from './targets';

/** How long deliveries wait, in milliseconds. */
export interface DeliveryTimes {
  /** First wait after a failure; doubled after each further one. */
  firstRetry: number;
  /** Longest wait between two tries. */
  longestRetry: number;
  /** How long one try may take. */
  timeout: number;
  /** Age at which an event is given up. */
  giveUpAfter: number;
}

// A target may be down for as long as it takes to build it, some 20 minutes
export const DEFAULT_DELIVERY_TIMES: DeliveryTimes = {
  firstRetry: 250,
  longestRetry: 5_000,
  timeout: 10_000,
  giveUpAfter: 24 * 60 * 60 * 1000,
};

interface Delivery {
  id: string;
  event: string;
  body: string;
  createdAt: number;
}

// Answers that may be different later: not ready, too busy
const RETRIED = new Set([404, 408, 425, 429]);

/**
 * The events for one webhook, each a file until it is delivered or given up:
 * in order, at least once.
 */
export class DeliveryQueue {
  private readonly stopping = new AbortController();
  private wake: () => void = () => {};
  private sequence = 0;
  private worker?: Promise<void>;
  private readonly hookId: number;

  constructor(
    private readonly dir: string,
    private readonly target: WebhookTarget,
    private readonly secret: string,
    private readonly logger: ForgeLogger,
    private readonly times: DeliveryTimes,
  ) {
    this.hookId = createHash('sha256')
      .update(target.url)
      .digest()
      .readUInt32BE();
  }

  /** Takes up what a former process left, and starts to deliver. */
  async start(): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const names = await this.waiting();
    this.sequence = Number(names.at(-1)?.slice(0, 12) ?? 0);
    this.worker = this.work();
  }

  /** Keeps the event; it is delivered in the background. */
  async add(event: string, payload: unknown): Promise<void> {
    if (!this.target.events.includes(event)) {
      return;
    }
    this.sequence += 1;
    const delivery: Delivery = {
      id: randomUUID(),
      event,
      body: JSON.stringify(payload),
      createdAt: Date.now(),
    };
    const name = `${String(this.sequence).padStart(12, '0')}.json`;
    await writeJson(join(this.dir, name), delivery);
    this.wake();
  }

  /** Ends the current try and leaves the rest for the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.worker;
  }

  private async waiting(): Promise<string[]> {
    const names = await readdir(this.dir);
    return names.filter(name => name.endsWith('.json')).sort();
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const woken = new Promise<void>(resolve => {
        this.wake = resolve;
      });
      const [next] = await this.waiting();
      if (next === undefined) {
        if (!signal.aborted) await woken;
        continue;
      }
      const path = join(this.dir, next);
      try {
        const delivery = await readJson<Delivery | null>(path, null);
        if (delivery && !(await this.deliver(delivery))) continue;
      } catch (error) {
        this.logger.error(`webhook ${this.target.url}: ${error}; left out`);
      }
      await rm(path, { force: true });
    }
  }

  // True when the event is done with, delivered or not; false when stopping
  private async deliver(delivery: Delivery): Promise<boolean> {
    const { signal } = this.stopping;
    const what = `webhook ${this.target.url}: ${delivery.event} ${delivery.id}`;
    let wait = this.times.firstRetry;
    for (;;) {
      const problem = await this.post(delivery);
      if (signal.aborted && problem) {
        return false;
      }
      if (!problem) {
        this.logger.debug(`${what} delivered`);
        return true;
      }
      if (problem.final) {
        this.logger.warn(`${what} refused: ${problem.reason}`);
        return true;
      }
      if (Date.now() - delivery.createdAt > this.times.giveUpAfter) {
        this.logger.error(`${what} given up: ${problem.reason}`);
        return true;
      }
      this.logger.debug(`${what}: ${problem.reason}; next try in ${wait} ms`);
      await sleep(wait, undefined, { signal }).catch(() => {});
      wait = Math.min(wait * 2, this.times.longestRetry);
    }
  }

  private async post(
    delivery: Delivery,
  ): Promise<{ reason: string; final: boolean } | undefined> {
    const signature = createHmac('sha256', this.secret)
      .update(delivery.body)
      .digest('hex');
    try {
      const response = await fetch(this.target.url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([
          this.stopping.signal,
          AbortSignal.timeout(this.times.timeout),
        ]),
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'GitHub-Hookshot/illm-lab-forge',
          'X-GitHub-Delivery': delivery.id,
          'X-GitHub-Event': delivery.event,
          'X-GitHub-Hook-ID': String(this.hookId),
          'X-GitHub-Hook-Installation-Target-ID': '1',
          'X-GitHub-Hook-Installation-Target-Type': 'repository',
          'X-Hub-Signature-256': `sha256=${signature}`,
        },
        body: delivery.body,
      });
      await response.body?.cancel();
      if (response.ok) {
        return undefined;
      }
      const { status } = response;
      const final = status < 500 && !RETRIED.has(status);
      return { reason: `answered ${status}`, final };
    } catch (error) {
      const cause = error instanceof Error ? error.cause ?? error : error;
      return { reason: String(cause), final: false };
    }
  }
}
