/** Money by resource, unrounded, in the hub's currency. */
export interface Money {
  /** Processors, graphics processors among them. */
  cpu: number;
  memory: number;
  storage: number;
  network: number;
  loadBalancer: number;
}

/** What one pod cost in one stretch of time. */
export interface Allocation {
  cluster: string;
  namespace: string;
  pod: string;
  /** What made the pod; the pod itself when nothing did. */
  workload: { kind: string; name: string };
  /** By names as OpenCost has them, see `storedLabel`. */
  labels: Readonly<Record<string, string>>;
  cost: Money;
  /** The part of cpu and memory that was used, by OpenCost's efficiency. */
  used: number;
}

/** What a cluster has and nothing asked for. */
export interface Idle {
  cluster: string;
  cost: Money;
}

/** What a stretch of time cost. */
export interface CostData {
  allocations: Allocation[];
  idle: Idle[];
  /** Cost of nodes, disks and load balancers, by themselves. */
  assets: number;
}

/** Whether nothing of a stretch of time was measured: not even a node was there. */
export const isNothing = ({ allocations, assets }: CostData) =>
  allocations.length === 0 && assets === 0;

/** The resources that money is spent on. */
export const RESOURCES = [
  'cpu',
  'memory',
  'storage',
  'network',
  'loadBalancer',
] as const satisfies ReadonlyArray<keyof Money>;

/** No money at all. */
export const noMoney = (): Money => ({
  cpu: 0,
  memory: 0,
  storage: 0,
  network: 0,
  loadBalancer: 0,
});

/** Adds to the first. */
export function addMoney(to: Money, more: Money): void {
  for (const resource of RESOURCES) to[resource] += more[resource];
}

/** All resources together. */
export function sumMoney(money: Money): number {
  return RESOURCES.reduce((sum, resource) => sum + money[resource], 0);
}

/**
 * A label's name as OpenCost stores it: Prometheus allows letters, digits and
 * underscores only, so `illm.lab/run` becomes `illm_lab_run`.
 */
export function storedLabel(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, '_');
}
