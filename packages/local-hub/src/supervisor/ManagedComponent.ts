import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff, BackoffOptions } from './backoff';
import { rotateLog } from './logFile';
import { isAlive } from './procfs';
import { ProbeTimings, watchReadiness } from './Readiness';
import { launchHash, RunRecords } from './runRecord';
import { adoptProcess, RunningProcess, runToEnd, startProcess } from './spawn';
import { signalGroup, terminateGroup } from './terminate';
import { ComponentSpec, ComponentStatus, Logger } from './types';

const DEFAULT_GRACE_MS = 10_000;
const BACK_POLL_MS = 50;

/** What all components of a supervisor share. */
export interface ComponentContext {
  records: RunRecords;
  logDir: string;
  maxLogBytes: number;
  logger: Logger;
  backoff: BackoffOptions;
  timings: ProbeTimings;
  onChange: () => void;
}

const text = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Keeps one process running until it is told to stop. */
export class ManagedComponent {
  /** Resolves when the component has been ready for the first time. */
  readonly firstReady: Promise<void>;
  private resolveReady!: () => void;
  private readonly stopping = new AbortController();
  private readonly backoff: Backoff;
  private current?: RunningProcess;
  private loop?: Promise<void>;
  private wantedRestart = false;
  private restarts = 0;
  private ready = false;
  private since = new Date();
  private message = 'Waiting';

  constructor(
    readonly spec: ComponentSpec,
    private readonly context: ComponentContext,
  ) {
    this.backoff = new Backoff(context.backoff);
    this.firstReady = new Promise(resolve => {
      this.resolveReady = resolve;
    });
  }

  get logFile() {
    return path.join(this.context.logDir, `${this.spec.name}.log`);
  }

  /** Says why the component has not been started yet. */
  waiting(message: string): void {
    if (!this.loop) this.set(false, message);
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** Ends the process and starts it again at once. */
  async restart(): Promise<void> {
    if (!this.current) return;
    this.wantedRestart = true;
    await this.terminate(this.current);
  }

  /**
   * Restarts a process that runs, and waits until it is ready again or the
   * patience is at its end.
   */
  async again(patienceMs: number): Promise<void> {
    const before = this.current;
    if (!before) return;
    const deadline = Date.now() + patienceMs;
    await this.restart();
    const isBack = () =>
      this.ready && this.current && this.current.pid !== before.pid;
    while (
      !isBack() &&
      Date.now() < deadline &&
      !this.stopping.signal.aborted
    ) {
      await sleep(BACK_POLL_MS);
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.current) {
      this.set(false, 'Stopping');
      await this.terminate(this.current);
    }
    await this.loop;
    const { name, afterStop } = this.spec;
    const known = this.context.records.read(name);
    if (known) {
      // An earlier supervisor's, if its turn to be adopted had not come yet.
      await terminateGroup(known.pid, known.startTime, known.graceMs);
    }
    if (afterStop && known) {
      await runToEnd(afterStop(), this.logFile).catch(error =>
        this.context.logger.warn(`${name}: after its stop: ${text(error)}`),
      );
    }
    this.context.records.remove(name);
    this.set(false, 'Stopped');
  }

  status(): ComponentStatus {
    return {
      name: this.spec.name,
      group: this.spec.group ?? 'thread',
      version: this.spec.version() ?? null,
      pid: this.current?.pid ?? null,
      address: this.spec.address ?? null,
      ready: this.ready,
      since: this.since.toISOString(),
      restarts: this.restarts,
      message: this.message,
    };
  }

  private rotateLog(): void {
    rotateLog(this.logFile, this.context.maxLogBytes);
  }

  private set(ready: boolean, message: string): void {
    if (this.ready !== ready) this.since = new Date();
    if (this.ready === ready && this.message === message) return;
    this.ready = ready;
    this.message = message;
    this.context.onChange();
  }

  private terminate({ pid, startTime }: RunningProcess): Promise<void> {
    const grace = this.spec.graceMs ?? DEFAULT_GRACE_MS;
    return terminateGroup(pid, startTime, grace);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { name, waitFor } = this.spec;
    try {
      await waitFor?.(message => this.set(false, message), signal);
    } catch (error) {
      // Only the stop ends a wait: what is awaited retries by itself.
      if (!signal.aborted) this.set(false, text(error));
      return;
    }
    while (!signal.aborted) {
      const startedAt = Date.now();
      let how: string;
      try {
        this.current = await this.adoptOrStart();
        if (signal.aborted) await this.terminate(this.current);
        how = await this.watch(this.current);
        // What is left of its group would hold its ports.
        signalGroup(this.current.pid, 'SIGKILL');
      } catch (error) {
        how = `could not be started: ${text(error)}`;
      }
      this.current = undefined;
      if (signal.aborted) break;
      if (this.wantedRestart) {
        this.wantedRestart = false;
        continue;
      }
      this.restarts += 1;
      const delay = this.backoff.next(Date.now() - startedAt);
      this.context.logger.warn(`${name} ${how}; starting again in ${delay} ms`);
      this.set(
        false,
        `The process ${how}; it is started again. ${this.hint()}`,
      );
      await sleep(delay, undefined, { signal }).catch(() => {});
    }
  }

  private hint() {
    return `See ${this.logFile}.`;
  }

  private async adoptOrStart(): Promise<RunningProcess> {
    const { spec, context } = this;
    const launch = await spec.launch();
    const hash = launchHash(launch);
    const known = context.records.read(spec.name);
    if (known && isAlive(known.pid, known.startTime)) {
      if (known.hash === hash) {
        context.logger.info(`${spec.name} still runs (${known.pid}); adopted`);
        return adoptProcess(known.pid, known.startTime);
      }
      context.logger.info(`${spec.name} runs with other settings; replaced`);
      await terminateGroup(known.pid, known.startTime, known.graceMs);
    }
    this.set(false, 'Starting');
    this.rotateLog();
    const started = await startProcess(launch, this.logFile);
    try {
      context.records.write({
        name: spec.name,
        pid: started.pid,
        startTime: started.startTime,
        hash,
        startedAt: new Date().toISOString(),
        graceMs: spec.graceMs ?? DEFAULT_GRACE_MS,
        afterStop: spec.afterStop?.(),
      });
    } catch (error) {
      // Nobody would know of it after this supervisor.
      await this.terminate(started);
      throw error;
    }
    context.logger.info(`${spec.name} started (${started.pid})`);
    return started;
  }

  /** Follows readiness until the process ends; returns how it ended. */
  private async watch(running: RunningProcess): Promise<string> {
    const ended = new AbortController();
    let hung: string | undefined;
    this.context.onChange();
    void watchReadiness(
      this.spec.ready,
      this.context.timings,
      ended.signal,
      (ready, reason) => {
        if (this.stopping.signal.aborted) return;
        this.set(ready, ready ? 'Ready' : `Not ready: ${reason}`);
        if (ready) this.resolveReady();
      },
      reason => {
        hung = `gave no answer for ${
          this.context.timings.hungMs / 1000
        } s (${reason})`;
        this.set(false, `The process ${hung}; it is ended.`);
        void this.terminate(running);
      },
    );
    const how = await running.exited;
    ended.abort();
    return hung ?? how;
  }
}
