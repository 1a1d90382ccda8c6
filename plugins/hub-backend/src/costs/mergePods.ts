import { addMoney, Allocation, CostData } from './allocation';

/** No label and no name has a line break in it. */
function keyOf({ cluster, namespace, pod, workload, labels }: Allocation) {
  let key = `${cluster}\n${namespace}\n${pod}\n${workload.kind}\n${workload.name}`;
  for (const [name, value] of Object.entries(labels)) {
    key += `\n${name}\n${value}`;
  }
  return key;
}

/**
 * One list out of several: a pod's containers, and its hours, become one
 * allocation, so that what is kept in memory grows with pods, not with hours.
 */
export function mergeData(parts: CostData[]): CostData {
  const pods = new Map<string, Allocation>();
  for (const one of parts.flatMap(({ allocations }) => allocations)) {
    const key = keyOf(one);
    const known = pods.get(key);
    if (known) {
      addMoney(known.cost, one.cost);
      known.used += one.used;
    } else {
      pods.set(key, { ...one, cost: { ...one.cost } });
    }
  }
  const idle = new Map<string, CostData['idle'][number]>();
  for (const { cluster, cost } of parts.flatMap(part => part.idle)) {
    const known = idle.get(cluster);
    if (known) addMoney(known.cost, cost);
    else idle.set(cluster, { cluster, cost: { ...cost } });
  }
  return {
    allocations: [...pods.values()],
    idle: [...idle.values()],
    assets: parts.reduce((sum, part) => sum + part.assets, 0),
  };
}
