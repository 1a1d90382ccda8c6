import {
  Allocation,
  CostData,
  Idle,
  Money,
  noMoney,
  RESOURCES,
  sumMoney,
} from './allocation';

/** An answer that can't be OpenCost's. */
export class NoOpenCostError extends Error {
  constructor(what: string) {
    super(`answered something that is no ${what}`);
  }
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const IDLE_SUFFIX = '__idle__';
const UNMOUNTED = '__unmounted__';

/** `data` of OpenCost's envelope `{code, status, data}`. */
function data(answer: unknown, what: string): unknown {
  if (!isObject(answer) || answer.code !== 200 || !('data' in answer)) {
    throw new NoOpenCostError(what);
  }
  return answer.data;
}

/** Absent is 0; anything else but a finite number is rubbish. */
function amount(item: Json, name: string): number {
  const value = item[name] ?? 0;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new NoOpenCostError(`allocation: its ${name} is no number`);
  }
  return value;
}

const text = (of: Json, name: string): string => {
  const value = of[name];
  return typeof value === 'string' ? value : '';
};

/** What a node's core and memory cost in an hour, by its own asset. */
interface NodePrice {
  cpu: number;
  memory: number;
}

const MINUTES_PER_HOUR = 60;

/** OpenCost rounds each amount of an allocation to five decimals. */
const ROUNDING = 1e-5;

/**
 * An amount before it was rounded. On a host where an hour of a core costs a
 * third of a cent, the rounding is a tenth of what a small pod costs. Quantity
 * and price are known well enough to work the amount out again; where that is
 * not what was rounded, OpenCost priced by something else, and is right.
 */
function unrounded(rounded: number, quantity: number, price?: number): number {
  if (price === undefined) return rounded;
  const exact = quantity * price;
  return Math.abs(exact - rounded) <= ROUNDING ? exact : rounded;
}

function money(item: Json, price: NodePrice | undefined): Money {
  const sum = (...names: string[]) =>
    names.reduce(
      (all, name) =>
        all + amount(item, name) + amount(item, `${name}Adjustment`),
      0,
    );
  const hours = amount(item, 'minutes') / MINUTES_PER_HOUR;
  return {
    cpu:
      sum('gpuCost') +
      unrounded(sum('cpuCost'), amount(item, 'cpuCores') * hours, price?.cpu),
    memory: unrounded(
      sum('ramCost'),
      amount(item, 'ramBytes') * hours,
      price?.memory,
    ),
    storage: sum('pvCost'),
    network: sum('networkCost'),
    loadBalancer: sum('loadBalancerCost'),
  };
}

function labelsOf({ labels }: Json): Record<string, string> {
  const found: Record<string, string> = {};
  if (isObject(labels)) {
    for (const [name, value] of Object.entries(labels)) {
      if (typeof value === 'string') found[name] = value;
    }
  }
  return found;
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];

/** OpenCost has the kinds in lower case. */
const capital = (kind: string) =>
  KINDS.find(known => known.toLowerCase() === kind) ?? kind;

function toAllocation(
  item: Json,
  properties: Json,
  prices: Prices,
): Allocation {
  const cluster = text(properties, 'cluster');
  // Two pods of one name, one after the other, are told apart by their uid.
  const [pod] = text(properties, 'pod').split(' ');
  const controller = text(properties, 'controller');
  const cost = money(
    item,
    prices.get(`${cluster}/${text(properties, 'node')}`),
  );
  return {
    cluster,
    namespace: text(properties, 'namespace'),
    pod,
    workload: controller
      ? {
          kind: capital(text(properties, 'controllerKind')) || 'Controller',
          name: controller,
        }
      : { kind: 'Pod', name: pod },
    labels: labelsOf(properties),
    cost,
    used: amount(item, 'totalEfficiency') * (cost.cpu + cost.memory),
  };
}

/** By cluster and node. */
type Prices = Map<string, NodePrice>;

/** What there is and what it costs, by cluster. */
interface Assets {
  total: number;
  byCluster: Map<string, Money>;
  prices: Prices;
}

/**
 * The answer of `/assets`.
 *
 * @throws NoOpenCostError
 */
function parseAssets(answer: unknown): Assets {
  const found = data(answer, 'asset');
  if (!isObject(found)) throw new NoOpenCostError('set of assets');
  const assets: Assets = { total: 0, byCluster: new Map(), prices: new Map() };
  for (const asset of Object.values(found)) {
    if (!isObject(asset) || !isObject(asset.properties)) {
      throw new NoOpenCostError('asset');
    }
    const total = amount(asset, 'totalCost');
    const cluster = text(asset.properties, 'cluster');
    const cost = assets.byCluster.get(cluster) ?? noMoney();
    assets.byCluster.set(cluster, cost);
    assets.total += total;
    if (asset.type === 'Node') {
      // Discounts and rounding are in the total only; they go with the cores.
      const memory = amount(asset, 'ramCost');
      cost.memory += memory;
      cost.cpu += total - memory;
      const hours = amount(asset, 'minutes') / MINUTES_PER_HOUR;
      const cores = amount(asset, 'cpuCores') * hours;
      const bytes = amount(asset, 'ramBytes') * hours;
      if (cores > 0 && bytes > 0) {
        assets.prices.set(`${cluster}/${text(asset.properties, 'name')}`, {
          cpu: amount(asset, 'cpuCost') / cores,
          memory: memory / bytes,
        });
      }
    } else if (asset.type === 'Disk') {
      cost.storage += total;
    } else if (asset.type === 'LoadBalancer') {
      cost.loadBalancer += total;
    } else {
      cost.cpu += total;
    }
  }
  return assets;
}

function parseAllocations(answer: unknown, prices: Prices): Allocation[] {
  const sets = data(answer, 'allocation');
  if (!Array.isArray(sets)) throw new NoOpenCostError('list of allocations');
  return sets.flatMap(set => {
    // A window in which no pod ran is null.
    if (set === null) return [];
    if (!isObject(set)) throw new NoOpenCostError('set of allocations');
    return Object.entries(set).flatMap(([name, item]) => {
      // So it answers for an aggregation that it does not know.
      if (name === '' || !isObject(item) || !isObject(item.properties)) {
        throw new NoOpenCostError('allocation');
      }
      if (name.endsWith(IDLE_SUFFIX)) return [];
      const one = toAllocation(item, item.properties, prices);
      // Stands for volumes that no pod has, also where there are none.
      const none = one.pod === UNMOUNTED && sumMoney(one.cost) === 0;
      return none ? [] : [one];
    });
  });
}

/**
 * What is idle: what there is, less what was asked for. Network is no asset, so
 * what pods cost by it is added to what there is.
 *
 * OpenCost's own idle items are left aside: it has none for a window in which no
 * pod ran, which is when all is idle.
 */
function idleOf({ byCluster }: Assets, allocations: Allocation[]): Idle[] {
  const left = new Map(
    [...byCluster].map(([cluster, cost]) => [cluster, { ...cost }]),
  );
  for (const { cluster, cost } of allocations) {
    const of = left.get(cluster) ?? noMoney();
    left.set(cluster, of);
    for (const resource of RESOURCES) {
      if (resource !== 'network') of[resource] -= cost[resource];
    }
  }
  return [...left].map(([cluster, cost]) => ({ cluster, cost }));
}

/**
 * What a stretch of time cost, by the answers of `/allocation` (no aggregation)
 * and of `/assets` for it. Allocations and idle together are the assets.
 *
 * @throws NoOpenCostError when they are something else
 */
export function parseCosts(answers: {
  allocations: unknown;
  assets: unknown;
}): CostData {
  const assets = parseAssets(answers.assets);
  const allocations = parseAllocations(answers.allocations, assets.prices);
  const network = allocations.reduce((sum, { cost }) => sum + cost.network, 0);
  return {
    allocations,
    idle: idleOf(assets, allocations),
    assets: assets.total + network,
  };
}
