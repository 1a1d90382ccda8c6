import { NotFoundError } from '@backstage/errors';
import {
  CostParts,
  LABEL_RUN,
  RunCost,
  sourceSentence,
} from '@illm-lab/plugin-hub-common';
import { StoredRun } from '../runs/rows';
import { unlessOwnFault } from '../errors';
import { isNothing } from './allocation';
import { CostSource } from './CostService';
import { CostSum } from './CostSum';
import { dimension } from './dimensions';
import { RunCostStore } from './RunCostStore';
import { daysOf, latest, MINUTE, Span, toWindow } from './windows';

/** The last figures of a run are in OpenCost so long after its end. */
const SETTLE_MS = 3 * MINUTE;
/** Runs whose final cost is written down in one go. */
const BATCH = 20;
/** A run that was over before this is not looked for any more. */
const TOO_OLD_MS = 60 * 24 * 60 * MINUTE;

const RUN = dimension(`label:${LABEL_RUN}`);

/** What a run cost, or why that is not known. */
type Measured = CostParts | { notMeasured: string };

/**
 * What runs cost, by the label that everything of a run carries. The final
 * figures are written down, since OpenCost's source forgets.
 */
export class RunCosts {
  private readonly now: () => number;

  constructor(
    private readonly options: {
      source: CostSource;
      store: RunCostStore;
      runs: { get(id: string): Promise<StoredRun | undefined> };
      currency: string;
      now?: () => number;
    },
  ) {
    this.now = options.now ?? Date.now;
  }

  /** @throws NotFoundError when there is no such run */
  async get(id: string): Promise<RunCost> {
    const { source, store, runs } = this.options;
    const run = await runs.get(id);
    if (!run) throw new NotFoundError(`There is no run “${id}”.`);
    const written = await store.get(id);
    if (written) return { ...written, source: source.status() };
    try {
      const cost = await this.read(run);
      return { ...cost, source: source.status() };
    } catch (error) {
      unlessOwnFault(error);
      return {
        ...this.toCost(
          run,
          this.spanOf(run),
          { notMeasured: sourceSentence(source.status()) },
          false,
        ),
        source: source.status(),
      };
    }
  }

  /**
   * Writes down what ended runs cost; to be called now and then.
   *
   * @returns how many were written
   * @throws with the reason when the source does not answer
   */
  async settle(): Promise<number> {
    const now = this.now();
    const ended = await this.options.store.unsettled({
      from: new Date(now - TOO_OLD_MS).toISOString(),
      to: new Date(now - SETTLE_MS).toISOString(),
      limit: BATCH,
    });
    for (const id of ended) {
      const run = await this.options.runs.get(id);
      if (run) await this.read(run);
    }
    return ended.length;
  }

  /** What the run cost, written down if it is final. */
  private async read(run: StoredRun): Promise<Omit<RunCost, 'source'>> {
    const { source, store } = this.options;
    const span = this.spanOf(run);
    const sum = new CostSum({
      dimensions: [RUN],
      filters: [{ dimension: RUN, value: run.id }],
      idleMode: 'hide',
    });
    let measured = false;
    if (span.from < span.to) {
      // A run is asked for by itself, not by the hours that pages ask for: what
      // is cached of the present hour may be older than the run's last step.
      const parts = await Promise.all(
        daysOf(span).map(day => source.read(day)),
      );
      parts.forEach(part => sum.add(part));
      measured = !parts.every(isNothing);
    }
    const [item] = sum.items();
    const settled = this.isSettled(run);
    const cost = this.toCost(
      run,
      span,
      item?.cost ?? { notMeasured: this.why(measured, settled) },
      settled,
    );
    if (cost.complete) await store.save(cost);
    return cost;
  }

  /** A run has pods, and a pod costs something: no figure is not a cost of zero. */
  private why(measured: boolean, settled: boolean): string {
    const { name } = this.options.source.status();
    if (!settled) return `${name} has no figures of this run yet.`;
    return measured
      ? `${name} has seen no pod of this run.`
      : `${name} has no figures of the time of this run.`;
  }

  private isSettled({ finishedAt }: StoredRun): boolean {
    return (
      finishedAt !== null && Date.parse(finishedAt) <= this.now() - SETTLE_MS
    );
  }

  /** From the run's first whole minute to the one after its last, or to now. */
  private spanOf({ createdAt, finishedAt }: StoredRun): Span {
    const now = latest(this.now());
    const end = finishedAt === null ? now : Date.parse(finishedAt);
    const from = Math.floor(Date.parse(createdAt) / MINUTE) * MINUTE;
    const to = Math.min((Math.floor(end / MINUTE) + 1) * MINUTE, now);
    return { from, to: Math.max(from, to) };
  }

  private toCost(
    run: StoredRun,
    span: Span,
    cost: Measured,
    complete: boolean,
  ): Omit<RunCost, 'source'> {
    return {
      run: run.id,
      currency: this.options.currency,
      ...('notMeasured' in cost
        ? { total: null, cost: null, notMeasured: cost.notMeasured }
        : { total: cost.total, cost }),
      window: toWindow(span),
      complete,
    };
  }
}
