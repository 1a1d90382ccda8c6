import { ToolProgress } from './types';

/** Something to be built, with the catalog's estimate. */
export interface WorkItem {
  tool: string;
  binary: string;
  estimatedSeconds: number;
}

const TICK_MS = 2_000;
/** An overdue build is taken to need this much of its time so far again. */
const OVERDUE_SHARE = 0.1;

const now = () => Date.now() / 1000;

/**
 * Tells how a list of builds goes, with estimates of what is left. Estimates
 * are scaled to this machine: by how long what is built here took, beside its
 * own estimate.
 */
export class Progress {
  private readonly waiting: WorkItem[];
  private spent = 0;
  private estimated = 0;
  private current?: { item: WorkItem; began: number; startedAt: string };
  private timer?: NodeJS.Timeout;

  constructor(
    items: WorkItem[],
    private readonly emit: (progress: ToolProgress) => void,
  ) {
    this.waiting = [...items];
    this.tellQueued();
  }

  /** The first item of the queue is being built. */
  building(item: WorkItem, message?: string) {
    this.waiting.splice(this.waiting.indexOf(item), 1);
    this.current = {
      item,
      began: now(),
      startedAt: new Date().toISOString(),
    };
    this.tellBuilding(message);
    this.tellQueued();
    this.timer = setInterval(() => {
      this.tellBuilding(message);
      this.tellQueued();
    }, TICK_MS);
  }

  /** The item in hand waits for something else. */
  waitingFor(item: WorkItem, message: string) {
    this.emit({
      tool: item.tool,
      binary: item.binary,
      state: 'queued',
      message,
    });
  }

  ready(item: WorkItem) {
    const current = this.stop(item);
    if (current) {
      this.spent += current.seconds;
      this.estimated += item.estimatedSeconds;
    }
    this.emit({
      tool: item.tool,
      binary: item.binary,
      state: 'ready',
      ...current,
      etaSeconds: 0,
    });
  }

  failed(item: WorkItem, message: string) {
    const current = this.stop(item);
    const { tool, binary } = item;
    this.emit({ tool, binary, state: 'failed', ...current, message });
  }

  /** What is left is not going to be built now, and why. */
  cancelled(message: string) {
    const left = this.current
      ? [this.current.item, ...this.waiting]
      : [...this.waiting];
    for (const item of left) {
      this.stop(item);
      const { tool, binary } = item;
      this.emit({ tool, binary, state: 'queued', message });
    }
  }

  private stop(item: WorkItem) {
    const at = this.waiting.indexOf(item);
    if (at >= 0) this.waiting.splice(at, 1);
    if (this.current?.item !== item) return undefined;
    clearInterval(this.timer);
    const { began, startedAt } = this.current;
    this.current = undefined;
    return { startedAt, seconds: Math.round(now() - began) };
  }

  private expected(item: WorkItem): number {
    const pace = this.estimated > 0 ? this.spent / this.estimated : 1;
    return item.estimatedSeconds * pace;
  }

  private left(): number {
    if (!this.current) return 0;
    const elapsed = now() - this.current.began;
    const left = this.expected(this.current.item) - elapsed;
    return Math.max(left, elapsed * OVERDUE_SHARE);
  }

  private tellBuilding(message?: string) {
    if (!this.current) return;
    const { item, began, startedAt } = this.current;
    this.emit({
      tool: item.tool,
      binary: item.binary,
      state: 'building',
      startedAt,
      seconds: Math.round(now() - began),
      etaSeconds: Math.ceil(this.left()),
      message,
    });
  }

  private tellQueued() {
    let eta = this.left();
    for (const item of this.waiting) {
      eta += this.expected(item);
      this.emit({
        tool: item.tool,
        binary: item.binary,
        state: 'queued',
        etaSeconds: Math.ceil(eta),
      });
    }
  }
}
