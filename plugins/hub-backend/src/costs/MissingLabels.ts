import { CostMissingLabel, CostWorkload } from '@illm-lab/plugin-hub-common';
import { Allocation, sumMoney } from './allocation';
import { Dimension } from './dimensions';

/** Workloads that are named; the rest are counted. */
const NAMED = 20;

/** Remembers what lacks which labels, for whoever should put them on. */
export class MissingLabels {
  private readonly labels: string[];
  private readonly workloads = new Map<string, CostWorkload>();

  /** @param dimensions - those that the allocations to come lack */
  constructor(dimensions: Dimension[]) {
    this.labels = dimensions.flatMap(({ label }) => label ?? []);
  }

  add({ namespace, workload, cost }: Allocation): void {
    if (this.labels.length === 0) return;
    const key = `${namespace}/${workload.kind}/${workload.name}`;
    const known = this.workloads.get(key) ?? {
      namespace,
      ...workload,
      cost: 0,
    };
    known.cost += sumMoney(cost);
    this.workloads.set(key, known);
  }

  /** Each label with the workloads that lack it, the most expensive first. */
  list(): CostMissingLabel[] {
    const workloads = [...this.workloads.values()].sort(
      (a, b) => b.cost - a.cost,
    );
    return this.labels.map(label => ({
      label,
      workloads: workloads.slice(0, NAMED),
      count: workloads.length,
    }));
  }
}
