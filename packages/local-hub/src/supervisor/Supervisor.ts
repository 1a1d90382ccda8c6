import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { BackoffOptions, defaultBackoff } from './backoff';
import { ComponentContext, ManagedComponent } from './ManagedComponent';
import { ManagedStep } from './ManagedStep';
import { isAlive } from './procfs';
import { defaultProbeTimings, ProbeTimings } from './Readiness';
import { rotateLog } from './logFile';
import { RunRecords } from './runRecord';
import { endRecorded } from './survivors';
import { dependencyOrder } from './graph';
import {
  ComponentSpec,
  ComponentStatus,
  Logger,
  StepSpec,
  StepStatus,
} from './types';

const LOG_CHECK_MS = 30_000;
const RESTART_PATIENCE_MS = 60_000;
const MAX_LOG_BYTES = 20 * 1024 * 1024;

/** What a supervisor needs. */
export interface SupervisorOptions {
  components: ComponentSpec[];
  steps?: StepSpec[];
  /** Folder of the run records. */
  recordDir: string;
  /**
   * Folder of the logs: one per component, and whatever else writes there, such
   * as the supervisor's own output. All of them are kept below `maxLogBytes`.
   */
  logDir: string;
  logger: Logger;
  /** Called at each change of the status. */
  onChange?: () => void;
  backoff?: BackoffOptions;
  timings?: ProbeTimings;
  maxLogBytes?: number;
}

type Node = ManagedComponent | ManagedStep;

/**
 * Starts components as early as what they depend on is ready, keeps them
 * running and stops them in reverse order. Processes that outlived an earlier
 * supervisor are adopted if they are what is wanted now, and ended otherwise.
 */
export class Supervisor {
  private readonly nodes = new Map<string, Node>();
  /** Names of the nodes, each after what it depends on. */
  private readonly order: string[];
  private readonly records: RunRecords;
  private readonly logger: Logger;
  private readonly logDir: string;
  private readonly maxLogBytes: number;
  private logTimer?: NodeJS.Timeout;
  private stopped?: Promise<void>;

  /** @throws when two have one name, or a dependency is unknown or circular */
  constructor(options: SupervisorOptions) {
    this.order = dependencyOrder([
      ...options.components,
      ...(options.steps ?? []),
    ]);
    mkdirSync(options.logDir, { recursive: true, mode: 0o700 });
    this.records = new RunRecords(options.recordDir);
    this.logger = options.logger;
    this.logDir = options.logDir;
    this.maxLogBytes = options.maxLogBytes ?? MAX_LOG_BYTES;
    const context: ComponentContext = {
      records: this.records,
      logDir: options.logDir,
      logger: options.logger,
      maxLogBytes: this.maxLogBytes,
      backoff: options.backoff ?? defaultBackoff,
      timings: options.timings ?? defaultProbeTimings,
      onChange: options.onChange ?? (() => {}),
    };
    for (const spec of options.components) {
      this.nodes.set(spec.name, new ManagedComponent(spec, context));
    }
    for (const spec of options.steps ?? []) {
      this.nodes.set(spec.name, new ManagedStep(spec, context));
    }
  }

  /** Begins; returns at once but for the end of unwanted survivors. */
  async start(): Promise<void> {
    const unwanted = this.records.list().filter(r => !this.nodes.has(r.name));
    await Promise.all(
      unwanted.map(async record => {
        if (isAlive(record.pid, record.startTime)) {
          this.logger.info(`${record.name} is no longer wanted; ended`);
        }
        await endRecorded(record, this.records, this.logDir);
      }),
    );
    for (const node of this.nodes.values()) void this.startInTurn(node);
    this.rotateLogs();
    this.logTimer = setInterval(() => this.rotateLogs(), LOG_CHECK_MS);
    this.logTimer.unref();
  }

  /** Ends everything, dependents before what they depend on. */
  stop(): Promise<void> {
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  /** @throws when there is no such component */
  async restart(name: string): Promise<void> {
    const node = this.nodes.get(name);
    if (!(node instanceof ManagedComponent)) {
      throw new Error(
        `There is no component ${name}; known are ${this.components()
          .map(c => c.spec.name)
          .join(', ')}.`,
      );
    }
    await node.restart();
  }

  /**
   * Ends and starts again each component, one after the other and each after
   * what it depends on; does each step again in its turn. What does not come
   * back in time holds up no other.
   *
   * @param patienceMs - for each one
   */
  async restartAll(patienceMs = RESTART_PATIENCE_MS): Promise<void> {
    for (const name of this.order) {
      if (this.stopped) return;
      await this.nodes.get(name)!.again(patienceMs);
    }
  }

  status(): { components: ComponentStatus[]; steps: StepStatus[] } {
    return {
      components: this.components().map(component => component.status()),
      steps: [...this.nodes.values()]
        .filter(node => node instanceof ManagedStep)
        .map(step => step.status()),
    };
  }

  private rotateLogs() {
    try {
      for (const name of readdirSync(this.logDir)) {
        if (name.endsWith('.log')) {
          rotateLog(path.join(this.logDir, name), this.maxLogBytes);
        }
      }
    } catch {
      // Somebody removes the folder; the hub need not end for its logs.
    }
  }

  private components() {
    return [...this.nodes.values()].filter(
      node => node instanceof ManagedComponent,
    );
  }

  private async startInTurn(node: Node): Promise<void> {
    const pending = new Set(node.spec.dependsOn ?? []);
    const say = () =>
      pending.size && node.waiting(`Waiting for ${[...pending].join(', ')}`);
    say();
    await Promise.all(
      [...pending].map(async name => {
        await this.nodes.get(name)!.firstReady;
        pending.delete(name);
        say();
      }),
    );
    if (!this.stopped) node.start();
  }

  private async stopAll(): Promise<void> {
    clearInterval(this.logTimer);
    const stops = new Map<string, Promise<void>>();
    const stopNode = (node: Node): Promise<void> => {
      const { name } = node.spec;
      if (!stops.has(name)) {
        const dependents = [...this.nodes.values()].filter(other =>
          other.spec.dependsOn?.includes(name),
        );
        stops.set(
          name,
          Promise.all(dependents.map(stopNode)).then(() => node.stop()),
        );
      }
      return stops.get(name)!;
    };
    await Promise.all([...this.nodes.values()].map(stopNode));
  }
}
