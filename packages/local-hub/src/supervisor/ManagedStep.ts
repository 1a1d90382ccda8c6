import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff, BackoffOptions } from './backoff';
import { Logger, StepSpec, StepStatus } from './types';

/** Does a step, again and again until it succeeds or is told to stop. */
export class ManagedStep {
  readonly firstReady: Promise<void>;
  private resolveReady!: () => void;
  private readonly stopping = new AbortController();
  private readonly backoff: Backoff;
  private loop?: Promise<void>;
  private done = false;
  private message = 'Waiting';

  constructor(
    readonly spec: StepSpec,
    private readonly context: {
      logger: Logger;
      backoff: BackoffOptions;
      onChange: () => void;
    },
  ) {
    this.backoff = new Backoff(context.backoff);
    this.firstReady = new Promise(resolve => {
      this.resolveReady = resolve;
    });
  }

  waiting(message: string): void {
    if (!this.loop) this.set(message);
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** Does a step again that is done; waits for it until the patience is at its end. */
  async again(patienceMs: number): Promise<void> {
    if (!this.done) return;
    const loop = this.run();
    this.loop = loop;
    const waiting = new AbortController();
    await Promise.race([
      loop,
      sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => {}),
    ]);
    waiting.abort();
  }

  /** Begins no more attempts; one in hand is left to itself. */
  async stop(): Promise<void> {
    this.stopping.abort();
  }

  status(): StepStatus {
    const { name, group = 'thread' } = this.spec;
    return { name, group, done: this.done, message: this.message };
  }

  private set(message: string): void {
    if (this.message === message) return;
    this.message = message;
    this.context.onChange();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { name, run } = this.spec;
    while (!signal.aborted) {
      const startedAt = Date.now();
      this.set('Running');
      try {
        await run(message => this.set(message), signal);
        this.done = true;
        this.set('Done');
        this.context.logger.info(
          `${name}: done in ${Date.now() - startedAt} ms`,
        );
        this.resolveReady();
        return;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        const delay = this.backoff.next(Date.now() - startedAt);
        this.context.logger.warn(`${name}: ${reason}; again in ${delay} ms`);
        this.set(reason);
        await sleep(delay, undefined, { signal }).catch(() => {});
      }
    }
  }
}
